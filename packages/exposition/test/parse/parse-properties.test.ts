import fc from 'fast-check';
import { PageSyntaxError } from '../../src/parse/page-syntax-error.js';
import { parseOpenMetrics } from '../../src/parse/parse-openmetrics.js';
import { parsePrometheusText } from '../../src/parse/parse-prometheus-text.js';
import type { ParsedFamily, ParsedSample } from '../../src/parse/parsed-family.js';

const parsers = [
  { format: 'OpenMetrics', parse: parseOpenMetrics, end: '# EOF\n' },
  { format: 'Prometheus text', parse: parsePrometheusText, end: '' },
];

const wellFormed = fc.string({ unit: 'binary', maxLength: 8 });
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);

/** Gauges: whatever labels and values they have, their lines mean what they say. */
const gauges: fc.Arbitrary<readonly ParsedFamily[]> = fc.uniqueArray(
  fc
    .record({
      name,
      help: wellFormed.filter((help) => !/^[ \t]|\r$/.test(help)),
      series: fc.uniqueArray(
        fc.record({
          labels: fc.dictionary(
            name,
            wellFormed.filter((value) => value !== ''),
            { maxKeys: 3 },
          ),
          value: fc.double(),
          milliseconds: fc.option(fc.integer({ min: -1e13, max: 1e13 }), { nil: undefined }),
        }),
        { maxLength: 4, selector: ({ labels }) => JSON.stringify(Object.entries(labels).sort()) },
      ),
    })
    .map((family) => ({
      name: family.name,
      type: 'gauge',
      unit: '',
      help: family.help,
      samples: family.series.map(({ labels, value, milliseconds }) => ({
        name: family.name,
        labels: new Map(Object.entries(labels)),
        value,
        timestampSeconds: milliseconds === undefined ? undefined : milliseconds / 1000,
        exemplar: undefined,
      })),
    })),
  { maxLength: 4, selector: (family) => family.name },
);

describe.each(parsers)('a page of $format', ({ format, parse, end }) => {
  const write = (families: readonly ParsedFamily[]) =>
    families.map((family) => lines(family, format === 'OpenMetrics')).join('') + end;

  it('is read as it was written', () => {
    fc.assert(
      fc.property(gauges, (families) => {
        expect(parse(write(families))).toEqual(families);
        expect(parse(Buffer.from(write(families)))).toEqual(families);
      }),
    );
  });

  it('is read or refused at a place within it, whatever it is', () => {
    const pieces = fc.constantFrom(
      '# TYPE a ',
      'gauge',
      '# HELP ',
      'a',
      '{',
      '}',
      '"',
      '=',
      ',',
      '\\',
      ' ',
      '1',
      '\n',
      '# EOF',
    );
    const page = fc.array(fc.oneof(pieces, fc.string())).map((parts) => parts.join(''));
    fc.assert(fc.property(page, (text) => checkRefusal(parse, text)));
  });

  it('is read or refused at a place within it when one character of it is wrong', () => {
    fc.assert(
      fc.property(gauges, fc.nat(), fc.string({ maxLength: 1 }), (families, at, wrong) => {
        const page = write(families);
        const place = at % (page.length + 1);
        checkRefusal(parse, page.slice(0, place) + wrong + page.slice(place + 1));
      }),
    );
  });

  it.each(['"', '\\', '{', ',', '#', ' ', '\n', 'a{b="c"} 1\n', '# HELP a b\n', 'a{b="\\\\'])(
    'takes time in proportion to its length when it repeats %j',
    (piece) => {
      const started = performance.now();
      for (const before of ['', '# HELP a ', 'a{b="', 'a{']) {
        checkRefusal(parse, before + piece.repeat(1_000_000 / piece.length));
      }
      expect(performance.now() - started).toBeLessThan(3000);
    },
  );
});

it('rule 18: no part of a page of OpenMetrics is a page', () => {
  fc.assert(
    fc.property(gauges, fc.nat(), (families, length) => {
      const page = `${families.map((family) => lines(family, true)).join('')}# EOF`;
      expect(() => parseOpenMetrics(page.slice(0, length % page.length))).toThrow(PageSyntaxError);
    }),
  );
});

function checkRefusal(parse: (page: string) => unknown, page: string): void {
  try {
    parse(page);
  } catch (error) {
    if (!(error instanceof PageSyntaxError)) throw error;
    const line = page.split('\n')[error.line - 1];
    if (line === undefined || error.column < 1 || error.column > line.length + 1) {
      throw new Error(`${error.message} is not in the page`, { cause: error });
    }
  }
}

function lines({ name, help, samples }: ParsedFamily, openMetrics: boolean): string {
  const text = openMetrics ? escaped(help) : escaped(help).replaceAll('\\"', '"');
  const metadata = `# TYPE ${name} gauge\n# HELP ${name} ${text}\n`;
  return metadata + samples.map((sample) => sampleLine(sample, openMetrics)).join('');
}

function sampleLine(sample: ParsedSample, openMetrics: boolean): string {
  const labels = [...sample.labels].map(([label, value]) => `${label}="${escaped(value)}"`);
  const value = String(sample.value).replace('Infinity', 'Inf');
  const seconds = sample.timestampSeconds;
  const timestamp =
    seconds === undefined ? [] : [openMetrics ? seconds : Math.round(seconds * 1000)];
  return `${[`${sample.name}{${labels.join()}}`, Object.is(sample.value, -0) ? '-0' : value, ...timestamp].join(' ')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
