import { aggregate } from '../../src/windows/aggregate.js';
import { testMeters } from '../samples.js';

test('all aggregates of a window', () => {
  const values = [4, 8, 2, 5, 4, 4, 9, 7, 5, 2];
  expect(aggregate(values, testMeters().metrics.aggregates)).toEqual({
    count: 10,
    sum: 50,
    avg: 5,
    min: 2,
    max: 9,
    percentile: expect.closeTo(8.55, 10),
    stddev: expect.closeTo(Math.sqrt(50 / 9), 10),
  });
});

test('the percentile is the 95th, between two values where it falls there', () => {
  const values = Array.from({ length: 101 }, (_, i) => 100 - i);
  expect(aggregate(values, testMeters().metrics.aggregates).percentile).toBe(95);
});

afterEach(() => void jest.restoreAllMocks());

test('a single value has no deviation, which is an error of that aggregate alone', () => {
  jest.spyOn(Math, 'random').mockReturnValue(0); // no gap between the timers that are measured
  const { metrics, samples } = testMeters();
  expect(aggregate([7], metrics.aggregates)).toMatchObject({ count: 1, avg: 7, stddev: null });
  const computed = Object.fromEntries(
    ['count', 'sum', 'avg', 'min', 'max', 'percentile'].flatMap((type) => [
      [`aggregations_computed_total{aggregate_type="${type}"}`, 1],
      [`aggregation_duration_seconds_count{aggregate_type="${type}"}`, 1],
    ]),
  );
  expect(samples()).toEqual({
    ...computed,
    'aggregation_errors_total{aggregate_type="stddev"}': 1,
  });
});
