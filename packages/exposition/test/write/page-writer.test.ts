import fc from 'fast-check';
import { assemblePage } from '../../src/assemble/assemble-page.js';
import type { FamilyColumns } from '../../src/page-model.js';
import { pageText } from '../../src/write/page-text.js';
import { createPageWriter, type PageWriter } from '../../src/write/page-writer.js';
import { familyOf } from '../family-of.js';

const formats = ['openmetrics', 'text'] as const;

const rows = Array.from({ length: 9 }, (_, i) => ({
  labels: { i: `value ${i}`, long: 'x'.repeat(i * 20) },
  values: [i],
}));
const histogramRows = rows.map((row) => ({ ...row, values: [1, 2, 3, 0.75] }));

const exemplars = [
  undefined,
  { labels: [['trace_id', '4bf92f3577b34da6a3ce929d0e0e4736']], value: 5, timestampSeconds: 1.5 },
] as const;

const families = [
  familyOf({ name: 'c', type: 'counter', description: 'Counts.', rows }),
  familyOf({ name: 'g', description: 'Help. '.repeat(50), rows }),
  familyOf({ name: 'h', type: 'histogram', bounds: [0.1, 1], rows: histogramRows }),
  familyOf({ name: 'none', rows: [] }),
  familyOf({ name: 's', type: 'summary', bounds: [0.5, 0.9], rows: histogramRows }),
  familyOf({ name: 'traced', type: 'counter', rows, exemplar: (row) => exemplars[row % 2] }),
];

function drain(writer: PageWriter, blockLength: number): string {
  const block = Buffer.alloc(blockLength, '?');
  let text = '';
  for (let length = writer.fill(block); length > 0; length = writer.fill(block)) {
    text += block.toString('latin1', 0, length);
    block.fill('?');
  }
  return Buffer.from(text, 'latin1').toString();
}

describe.each(formats)('createPageWriter for %s', (format) => {
  test.each([true, false])(
    'writes the same page to blocks of any size (_created: %j)',
    (created) => {
      const page = assemblePage(families, { constantLabels: { zone: 'é' } });
      const whole = pageText(page, { format, created });
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1500 }), (blockLength) => {
          expect(drain(createPageWriter(page, { format, created }), blockLength)).toBe(whole);
        }),
      );
    },
  );

  test('writes nothing behind the bytes it returns the number of, but to the block', () => {
    const memory = Buffer.alloc(300, '?');
    const writer = createPageWriter(assemblePage(families), { format });
    for (;;) {
      const length = writer.fill(memory.subarray(100, 200));
      expect(memory.toString('latin1', 0, 100)).toBe('?'.repeat(100));
      expect(memory.toString('latin1', 200)).toBe('?'.repeat(100));
      if (length === 0) break;
    }
  });

  test('ends with 0 for good', () => {
    const writer = createPageWriter(assemblePage([]), { format });
    drain(writer, 100);
    expect([writer.fill(new Uint8Array(100)), writer.fill(new Uint8Array(100))]).toEqual([0, 0]);
  });

  test('rule 20: two pages of one family at a time do not disturb each other', () => {
    const page = assemblePage(families);
    const whole = pageText(page, { format });
    const writers = [createPageWriter(page, { format }), createPageWriter(page, { format })];
    const texts = ['', ''];
    const block = Buffer.alloc(200);
    for (let open = 2; open > 0; ) {
      open = 0;
      writers.forEach((writer, i) => {
        const length = writer.fill(block);
        texts[i] += block.toString('latin1', 0, length);
        if (length > 0) open++;
      });
    }
    expect(texts).toEqual([whole, whole]);
  });
});

describe('between two blocks', () => {
  /** The first block of 64 bytes ends behind the metadata. */
  function begun(family: FamilyColumns, blockLength = 64) {
    const writer = createPageWriter(assemblePage([family]), { format: 'text' });
    const block = Buffer.alloc(blockLength);
    const next = () => block.toString('latin1', 0, writer.fill(block));
    return { first: next(), next, rest: () => drain(writer, 64) };
  }

  const labelled = ['0', '1', '2'].map((i) => ({ labels: { i: `0123456789-${i}` } }));

  test('an id that was given to another value is written with it', () => {
    const family = familyOf({ name: 'g', rows: [{}, {}] });
    const column = { name: 'i', values: ['', 'first'], generation: 0 };
    const chunks = family.chunks.map((chunk) => ({ ...chunk, ids: Uint32Array.of(1, 1) }));
    const { first, rest } = begun({ ...family, labels: [column], chunks }, 70);
    expect(first).toBe('# TYPE g gauge\ng{i="first"} 1\n');
    column.values[1] = 'other';
    column.generation++;
    expect(rest()).toBe('g{i="other"} 1\n');
  });

  test('a row that was hidden does not appear, and one that was shown does', () => {
    const family = familyOf({ name: 'g', rows: labelled });
    const { first, rest } = begun(family);
    expect(first).toBe('# TYPE g gauge\n');
    if (family.chunks[0]) family.chunks[0].hidden[1] = 1;
    expect(rest()).toBe('g{i="0123456789-0"} 1\ng{i="0123456789-2"} 1\n');
  });

  test('a row that was created waits for the next page', () => {
    const family = familyOf({ name: 'g', rows: labelled });
    const growing = { ...family, rowCount: 2 };
    const { rest } = begun(growing);
    growing.rowCount = 3;
    expect(rest()).toBe('g{i="0123456789-0"} 1\ng{i="0123456789-1"} 1\n');
  });

  test('rule 46: a histogram that goes on over several blocks is of one moment', () => {
    const family = familyOf({
      name: 'h',
      type: 'histogram',
      bounds: [1],
      rows: [{ values: [1, 2, 9] }],
    });
    const { next, rest } = begun(family);
    const begin = next();
    expect(begin).toMatch(/^h_bucket{le="1.0"} 1\n/);
    family.chunks[0]?.values.fill(7);
    expect(begin + rest()).toBe(
      'h_bucket{le="1.0"} 1\nh_bucket{le="+Inf"} 3\nh_sum 9\nh_count 3\n',
    );
  });
});

describe('the problems of a writer', () => {
  test.each([20, 4096])(
    'rule 38: say once how many values of a family were left out (blocks of %d bytes)',
    (blockLength) => {
      const counters = [NaN, 1, -1].map((value, i) => ({
        labels: { i: String(i) },
        values: [value],
      }));
      const histograms = [
        { labels: { i: '0' }, values: [1, 1, NaN] },
        { labels: { i: '1' }, values: [-1, 1, 1] },
        { labels: { i: '2' }, values: [1, 1, 1] },
      ];
      const page = assemblePage([
        familyOf({ name: 'c', type: 'counter', rows: counters }),
        familyOf({ name: 'fine', type: 'counter' }),
        familyOf({ name: 'h', type: 'histogram', bounds: [1], rows: histograms }),
      ]);
      const writer = createPageWriter(page, { format: 'openmetrics' });
      drain(writer, blockLength);
      expect(writer.problems).toEqual(
        ['c', 'h'].map((family) => ({
          family,
          problem: 'unusable_value',
          detail: expect.stringMatching(/^values left out: 2 /),
        })),
      );
    },
  );
});
