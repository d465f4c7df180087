import fc from 'fast-check';
import { assemblePage } from '../../src/assemble/assemble-page.js';
import type { Page } from '../../src/page.js';
import { createPageWriter } from '../../src/write/page-writer.js';
import { familyOf, type RowOf } from '../family-of.js';

const formats = ['openmetrics', 'text'] as const;
type Format = (typeof formats)[number];

/** The page in blocks of a size, as text. */
function written(page: Page, format: Format, blockLength = 65_536): string {
  const writer = createPageWriter(page, { format });
  const block = Buffer.alloc(blockLength);
  let text = '';
  for (;;) {
    const length = writer.fill(block);
    if (length === 0) return text;
    text += block.toString('latin1', 0, length);
  }
}

/** A cell that no page may show makes a row take the general way. */
const cell = fc.oneof(
  { weight: 8, arbitrary: fc.nat() },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY, 1e300) },
);

/** Up to six labels, of which each may be absent. */
const anyRows = (width: number): fc.Arbitrary<RowOf[]> =>
  fc.uniqueArray(
    fc.record({
      labels: fc.dictionary(
        fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        fc.constantFrom('x', 'yy', 'zzz zzz zzz', '"\\\n', 'é'),
      ),
      values: fc.array(cell, { minLength: width, maxLength: width }),
      hidden: fc.boolean(),
    }),
    { selector: ({ labels }) => JSON.stringify(Object.entries(labels).sort()), maxLength: 24 },
  );

describe.each(formats)('a page of %s', (format) => {
  test.each([
    ['counter', undefined],
    ['gauge', undefined],
    ['histogram', [1, 10, 1000]],
    ['histogram', [-1, 1]],
  ] as const)(
    'has the same rows when all its labels have been written before, in blocks of any size: %s %p',
    (type, bounds) => {
      fc.assert(
        fc.property(
          anyRows(bounds === undefined ? 1 : bounds.length + 2),
          fc.integer({ min: 40, max: 2000 }),
          (rows, blockLength) => {
            const page = assemblePage([familyOf({ name: 'n', type, bounds, rows })]);
            // an exemplar that is nowhere makes all rows take the general way
            const general = assemblePage([
              familyOf({ name: 'n', type, bounds, rows, exemplar: () => undefined }),
            ]);
            const first = written(general, format);
            expect(written(page, format)).toBe(first);
            expect(written(page, format, blockLength)).toBe(first);
            expect(written(page, format)).toBe(first);
          },
        ),
        { numRuns: 300 },
      );
    },
  );
});

test('a label value that comes while a page is written is on the next one', () => {
  const values = ['', 'a'];
  const column = { name: 'l', values, generation: 0 };
  const chunk = {
    values: Float64Array.of(1, 2),
    ids: Uint32Array.of(1, 2),
    hidden: new Uint8Array(2),
    created: new Uint32Array(2),
  };
  let rowCount = 1;
  const family = {
    ...familyOf({ name: 'n' }),
    labels: [column],
    chunks: [chunk],
    get rowCount() {
      return rowCount;
    },
    chunkShift: 1,
  };
  const page = assemblePage([family]);
  expect(written(page, 'text')).toBe('# TYPE n gauge\nn{l="a"} 1\n');
  values.push('b');
  rowCount = 2;
  expect(written(page, 'text')).toBe('# TYPE n gauge\nn{l="a"} 1\nn{l="b"} 2\n');
  column.generation++;
  values[1] = 'c';
  expect(written(page, 'text')).toBe('# TYPE n gauge\nn{l="c"} 1\nn{l="b"} 2\n');
});
