import { assemblePage, createPageWriter, pageText } from '@meterkit/exposition';
import { LimitedWriter } from '../../src/endpoint/limited-writer.js';
import { rows } from '../rows.js';

const histogram = {
  ...rows('waits', 0),
  type: 'histogram' as const,
  bounds: [1, 2],
  rowCount: 2,
  chunks: [
    {
      values: new Float64Array(8),
      ids: Uint32Array.of(0, 0),
      hidden: new Uint8Array(2),
      created: new Uint32Array(2),
    },
  ],
};
const page = assemblePage([rows('a', 9), rows('b', 11), histogram]);
const size = Buffer.byteLength(pageText(page, { format: 'text' }));

function lengthOf(maxBytes: number): number {
  const writer = new LimitedWriter(createPageWriter(page, { format: 'text' }), page, maxBytes);
  const block = new Uint8Array(64);
  let length = 0;
  for (;;) {
    const step = writer.fill(block);
    if (step === 0) return length;
    length += step;
  }
}

test.each([0, size, size + 1])('writes a page of at most %i bytes', (maxBytes) => {
  expect(lengthOf(maxBytes)).toBe(size);
});

test.each([1, size - 1])(
  'throws when a page passes %i bytes, and names the largest families',
  (maxBytes) => {
    expect(() => lengthOf(maxBytes)).toThrow(
      `scrape.maxPageBytes: expected a page of at most ${maxBytes} bytes, got more; its largest families are ` +
        'b (11 lines), waits (10 lines), a (9 lines); give them fewer labels, exclude them, or raise the limit',
    );
  },
);
