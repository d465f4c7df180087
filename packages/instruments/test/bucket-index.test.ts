import fc from 'fast-check';
import { BucketIndex } from '../src/bucket-index.js';
import { type Bounds, exponentialBounds, linearBounds } from '../src/index.js';

const LISTS: readonly (readonly [string, Bounds])[] = [
  ['one bound', [1]],
  [
    'the bounds of HTTP',
    [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
  ],
  ['powers of two', exponentialBounds(2 ** -10, 2, 21)],
  ['close neighbours', [1, 1 + Number.EPSILON, 1 + 2 * Number.EPSILON]],
  ['300 bounds, more than a byte counts', linearBounds(1, 1, 300)],
  ['zero', [0]],
  ['zero and more', [0, 0.1, 5]],
  ['negative only', [-100, -3.5, -1e-9]],
  ['both signs', [-10, -1, 0, 1, 10]],
  ['the smallest numbers', [5e-324, 1e-310, 2.2250738585072014e-308]],
  ['the largest numbers', [1, 1e300, Number.MAX_VALUE]],
  ['the whole range', [5e-324, 1, Number.MAX_VALUE]],
];

describe('the index of a bucket', () => {
  it.each(LISTS)('is that of a linear search at every edge of %s', (_, bounds) => {
    const index = new BucketIndex(bounds);
    const values = [0, -0, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 1e-9, 42];
    for (const value of [...values, ...bounds.flatMap(neighbours)])
      if (Number.isFinite(value))
        expect([value, index.of(value)]).toEqual([value, linear(bounds, value)]);
  });

  it('is that of a linear search for all bounds and values', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        fc.uniqueArray(number, { minLength: 1, maxLength: 40, comparator: (a, b) => a === b }),
        fc.array(number, { minLength: 1 }),
        (unsorted, values) => {
          const bounds = unsorted.sort((a, b) => a - b);
          const index = new BucketIndex(bounds);
          for (const value of [...values, ...bounds.flatMap(neighbours).filter(Number.isFinite)])
            expect(index.of(value)).toBe(linear(bounds, value));
        },
      ),
    );
  });
});

function linear(bounds: Bounds, value: number): number {
  const found = bounds.findIndex((bound) => value <= bound);
  return found < 0 ? bounds.length : found;
}

/** A number and the doubles next to it. */
function neighbours(value: number): readonly number[] {
  const double = new Float64Array([value]);
  const bits = new BigInt64Array(double.buffer);
  const at = (offset: bigint) => {
    double[0] = value;
    bits[0] = (bits[0] ?? 0n) + offset;
    return double[0] ?? 0;
  };
  return [value, at(1n), at(-1n)];
}
