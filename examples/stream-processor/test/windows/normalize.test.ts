import { normalize } from '../../src/windows/normalize.js';
import { testMeters } from '../samples.js';

test('points are put in order, outliers taken out, and what is missing then is filled', () => {
  const { samples, ...counts } = testMeters();
  const points = normalize(
    'temperature-1',
    [
      [3, 13],
      [1, 11],
      [2, null],
      [4, 900],
      [5, 15],
      [6, 16],
    ],
    counts,
  );
  expect(points).toEqual([
    [1, 11],
    [2, 12],
    [3, 13],
    [4, 14],
    [5, 15],
    [6, 16],
  ]);
  expect(counts.totals).toMatchObject({ gaps: 2, outliers: 1 });
  expect(samples()).toEqual({
    normalization_events_total: 6,
    normalization_outliers_detected_total: 1,
    normalization_gaps_filled_total: 2,
    'normalization_fill_operations_total{strategy="linear"}': 1,
  });
});

test('where nothing is missing nothing is filled', () => {
  const { samples, ...counts } = testMeters();
  normalize('rain-1', [[1, 5]], counts);
  expect(samples()).toEqual({ normalization_events_total: 1 });
});

test.each([
  ['temperature-7', 'linear'],
  ['pressure-1', 'forward_fill'],
  ['wind-1', 'backward_fill'],
  ['rain-12', 'zero'],
  ['humidity-0', 'mean'],
  ['something', 'forward_fill'],
])('%s is filled by %s', (key, strategy) => {
  const { samples, ...counts } = testMeters();
  normalize(key, [[1, null]], counts);
  expect(samples()[`normalization_fill_operations_total{strategy="${strategy}"}`]).toBe(1);
});

function outliersIn(values: readonly (number | null)[]): number {
  const points = values.map((value, i) => [i, value] as const);
  const counts = testMeters();
  normalize('rain-1', points, counts);
  return counts.totals.outliers;
}

test('a value is an outlier if it is six deviations from the median', () => {
  const usual = [8, 9, 10, 11, 12, 10, null]; // median 10, median deviation 1
  const found = [10 + 8.89, 10 + 8.9, 10 - 8.9].map((value) => outliersIn([...usual, value, 10]));
  expect(found).toEqual([0, 1, 1]);
});

test.each([
  ['too few values', [1, 1, 1, 900]],
  ['values that are mostly the same', [0, 0, 0, 0, 0, 3]],
])('%s have no outliers', (_name, values) => {
  expect(outliersIn(values)).toBe(0);
});
