import fc from 'fast-check';
import { assemblePage } from '../../src/assemble/assemble-page.js';
import type { EscapingScheme } from '../../src/negotiate/escaping-scheme.js';
import type { FamilyColumns } from '../../src/page-model.js';
import { parseOpenMetrics } from '../../src/parse/parse-openmetrics.js';
import { parsePrometheusText } from '../../src/parse/parse-prometheus-text.js';
import { pageText } from '../../src/write/page-text.js';
import { type FamilyOf, familyOf } from '../family-of.js';

const parsers = { openmetrics: parseOpenMetrics, text: parsePrometheusText } as const;
const formats = ['openmetrics', 'text'] as const;

const anyText = fc.string({ unit: 'binary', maxLength: 8 });
const anyName = fc.oneof(
  anyText,
  fc.stringMatching(/^[a-c]([._]?[a-c]){0,2}([._](total|created|count|info|seconds))?$/),
);
const anyLabels = fc.dictionary(
  fc.oneof(anyText, fc.constantFrom('a.b', 'a_b', 'le', '__name__')),
  anyText,
  {
    maxKeys: 3,
  },
);
const anyNumber = fc.double();
const anyExemplar = fc.record({
  labels: fc.array(fc.tuple(anyText, anyText), { maxLength: 3 }),
  value: anyNumber,
  timestampSeconds: anyNumber,
});

/** Whatever somebody may declare and record, sound or not. */
const anyFamily: fc.Arbitrary<FamilyColumns> = fc
  .record({
    name: anyName,
    type: fc.constantFrom('counter', 'gauge', 'histogram', 'info'),
    unit: fc.oneof(fc.constantFrom('', 's', '1', 'm/s', '{x}'), anyText),
    description: fc.string({ unit: 'binary' }),
    bounds: fc.uniqueArray(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((bound) => bound || 0),
    ),
    withoutSum: fc.boolean(),
    scope: fc.record({ name: anyText, version: anyText }),
    exemplar: fc.option(anyExemplar, { nil: undefined }),
    rows: fc.uniqueArray(fc.record({ labels: anyLabels, hidden: fc.boolean() }), {
      selector: ({ labels }) =>
        JSON.stringify(
          Object.entries(labels)
            .filter(([, v]) => v !== '')
            .sort(),
        ),
      maxLength: 4,
    }),
    cells: fc.infiniteStream(fc.oneof(fc.nat(), anyNumber)),
  })
  .map(({ exemplar, cells, bounds, rows, ...family }) => {
    const isHistogram = family.type === 'histogram';
    const width = isHistogram ? bounds.length + 2 : 1;
    const next = () => cells.next().value ?? 0;
    const values = () => Array.from({ length: width }, next);
    return familyOf({
      ...family,
      bounds: isHistogram ? bounds.sort((a, b) => a - b) : undefined,
      rows: rows.map((row) => ({ ...row, values: values() })),
      ...(exemplar && { exemplar: () => exemplar }),
    });
  });

const anyOptions = fc.record({
  translation: fc.constantFrom('underscores', 'utf-8'),
  escaping: fc.constantFrom<EscapingScheme[]>('allow-utf-8', 'underscores', 'dots', 'values'),
  scopeLabels: fc.boolean(),
  constantLabels: fc.dictionary(anyText, anyText, { maxKeys: 2 }),
});

describe.each(formats)('a page of %s', (format) => {
  test('rule 18: is readable, whatever was declared and recorded', () => {
    fc.assert(
      fc.property(
        fc.array(anyFamily, { maxLength: 6 }),
        anyOptions,
        fc.boolean(),
        (families, options, created) => {
          const text = pageText(assemblePage(families, options), { format, created });
          parsers[format](text);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('reads back as what was recorded', () => {
    const plainName = fc.stringMatching(/^[a-z]{1,5}$/);
    const gauge = fc.record({
      name: plainName,
      description: anyText.filter((text) => !/\r|^[ \t]/.test(text)),
      rows: fc.uniqueArray(
        fc.record({
          labels: fc.dictionary(
            plainName,
            anyText.filter((text) => text !== ''),
          ),
          values: fc.tuple(anyNumber),
        }),
        { selector: ({ labels }) => JSON.stringify(Object.entries(labels).sort()) },
      ),
    });
    const gauges = fc.uniqueArray(gauge, { selector: ({ name }) => name });
    fc.assert(
      fc.property(gauges, (families: readonly FamilyOf[]) => {
        const text = pageText(assemblePage(families.map(familyOf)), { format });
        const read = parsers[format](text).map(({ name, help, samples }) => ({
          name,
          description: help,
          rows: samples.map(({ labels, value }) => ({
            labels: Object.fromEntries(labels),
            values: [value],
          })),
        }));
        expect(read).toEqual(
          [...families].sort((a, b) => (a.name < b.name ? -1 : 1)).map(wellFormed),
        );
      }),
    );
  });
});

/** -0 is written as 0. */
function wellFormed({ name, description, rows = [] }: FamilyOf): unknown {
  const values = (row: { readonly values?: readonly number[] }) =>
    row.values?.map((value) => value + 0);
  return {
    name,
    description,
    rows: rows.map((row) => ({ labels: row.labels, values: values(row) })),
  };
}
