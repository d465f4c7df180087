import { Normalizer } from '../../src/normalization/normalizer.js';
import { testMeters } from '../samples.js';

test('points are put in order, outliers taken out, and what is missing then is filled', () => {
  const { meters, samples } = testMeters();
  const { points, gaps, outliers } = new Normalizer(meters).normalize('temperature-1', [
    [3, 13],
    [1, 11],
    [2, null],
    [4, 900],
    [5, 15],
    [6, 16],
  ]);
  expect(points).toEqual([
    [1, 11],
    [2, 12],
    [3, 13],
    [4, 14],
    [5, 15],
    [6, 16],
  ]);
  expect([gaps, outliers]).toEqual([2, 1]);
  expect(samples()).toEqual({
    normalization_events_total: 6,
    normalization_outliers_detected_total: 1,
    normalization_gaps_filled_total: 2,
    'normalization_fill_operations_total{strategy="linear"}': 1,
  });
});

test('where nothing is missing nothing is filled', () => {
  const { meters, samples } = testMeters();
  new Normalizer(meters).normalize('rain-1', [[1, 5]]);
  expect(samples()).toEqual({ normalization_events_total: 1 });
});
