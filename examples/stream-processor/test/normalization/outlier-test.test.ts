import { outlierTest } from '../../src/normalization/outlier-test.js';

test('a value far from the median is an outlier', () => {
  const isOutlier = outlierTest([10, 11, 12, 13, 14, 900, null]);
  expect([10, 14, 900, -800, null].map(isOutlier)).toEqual([false, false, true, true, false]);
});

test('the border is at six deviations', () => {
  const isOutlier = outlierTest([8, 9, 10, 11, 12]); // median 10, median deviation 1
  expect([10 + 8.89, 10 + 8.9].map(isOutlier)).toEqual([false, true]);
});

test.each([
  ['too few values', [1, 1, 1, 900]],
  ['values that are mostly the same', [0, 0, 0, 0, 0, 3]],
])('%s have none', (_name, values) => {
  expect(values.filter(outlierTest(values))).toEqual([]);
});
