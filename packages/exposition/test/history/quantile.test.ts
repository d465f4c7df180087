import fc from 'fast-check';
import { quantile } from '../../src/history/quantile.js';

const bounds = [1, 2, 4, Infinity];

test.each([
  [0.5, [10, 0, 0, 0], 0.5],
  [0.5, [0, 10, 0, 0], 1.5],
  [0.5, [5, 0, 5, 0], 1],
  [0.9, [5, 0, 5, 0], 3.6],
  [0.99, [0, 0, 0, 3], 4],
  [1, [1, 1, 1, 0], 4],
])('quantile %d of buckets %p is %d', (q, counts, value) => {
  expect(quantile(q, bounds, counts)).toBeCloseTo(value, 9);
});

test('nothing counted and a single bucket have no quantile, negative bounds have', () => {
  expect(quantile(0.5, bounds, [0, 0, 0, 0])).toBeNaN();
  expect(quantile(0.5, [Infinity], [3])).toBeNaN();
  expect(quantile(0.5, [-2, 0, Infinity], [0, 4, 0])).toBe(-1);
});

test('never falls with the quantile, and stays within the bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }), (counts) => {
      fc.pre(counts.some((count) => count > 0));
      const values = [0, 0.25, 0.5, 0.75, 0.9, 1].map((q) => quantile(q, bounds, counts));
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      expect(values.every((value) => value >= 0 && value <= 4)).toBe(true);
    }),
  );
});
