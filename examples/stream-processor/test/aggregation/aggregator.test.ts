import { Aggregator } from '../../src/aggregation/aggregator.js';
import { testMeters } from '../samples.js';

test('all aggregates of a window', () => {
  const values = [4, 8, 2, 5, 4, 4, 9, 7, 5, 2];
  expect(new Aggregator(testMeters().meters).aggregate(values)).toEqual({
    count: 10,
    sum: 50,
    avg: 5,
    min: 2,
    max: 9,
    percentile: 9,
    stddev: expect.closeTo(Math.sqrt(50 / 9), 10),
  });
});

test('the 95th of a hundred is the percentile', () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(new Aggregator(testMeters().meters).aggregate(values).percentile).toBe(95);
});

afterEach(() => void jest.restoreAllMocks());

test('a single value has no deviation, which is an error of that aggregate alone', () => {
  jest.spyOn(Math, 'random').mockReturnValue(0); // no gap between the timers that are measured
  const { meters, samples } = testMeters();
  expect(new Aggregator(meters).aggregate([7])).toMatchObject({ count: 1, avg: 7, stddev: null });
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
