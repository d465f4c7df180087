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

/** What becomes of values of a sensor, a second apart. */
function normalized(key: string, values: readonly (number | null)[]) {
  const { samples, ...counts } = testMeters();
  const points = values.map((value, second) => [second * 1000, value] as const);
  const found = normalize(key, points, counts).map(([, value]) => value);
  return { values: found, outliers: counts.totals.outliers, samples: samples() };
}

const GAPS = [null, 10, null, null, 40, null];

test.each([
  ['pressure-1', 'forward_fill', [10, 10, 10, 10, 40, 40]],
  ['something', 'forward_fill', [10, 10, 10, 10, 40, 40]],
  ['wind-1', 'backward_fill', [10, 10, 40, 40, 40, 40]],
  ['temperature-7', 'linear', [10, 10, 20, 30, 40, 40]],
  ['rain-12', 'zero', [0, 10, 0, 0, 40, 0]],
  ['humidity-0', 'mean', [25, 10, 25, 25, 40, 25]],
])('%s is filled by %s', (key, strategy, expected) => {
  const { values, samples } = normalized(key, GAPS);
  expect(values).toEqual(expected);
  expect(samples[`normalization_fill_operations_total{strategy="${strategy}"}`]).toBe(1);
  expect(normalized(key, [null, null]).values).toEqual([0, 0]);
  expect(normalized(key, [1, 2]).values).toEqual([1, 2]);
});

test('a line between two values goes by their times', () => {
  const points = [
    [0, 10],
    [1000, null],
    [4000, 50],
  ] as const;
  expect(normalize('temperature-1', [...points], testMeters())).toEqual([
    [0, 10],
    [1000, 20],
    [4000, 50],
  ]);
});

test('a value is an outlier if it is six deviations from the median', () => {
  const usual = [8, 9, 10, 11, 12, 10, null]; // median 10, median deviation 1
  const found = [10 + 8.89, 10 + 8.9, 10 - 8.9].map(
    (value) => normalized('rain-1', [...usual, value, 10]).outliers,
  );
  expect(found).toEqual([0, 1, 1]);
});

test.each([
  ['too few values', [1, 1, 1, 900]],
  ['values that are mostly the same', [0, 0, 0, 0, 0, 3]],
])('%s have no outliers', (_name, values) => {
  expect(normalized('rain-1', values).outliers).toBe(0);
});
