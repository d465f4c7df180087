import { serviceFamilies } from '../../src/families/service-families.js';
import { checkQuery } from '../../src/queries/check-query.js';
import { OrderMetrics } from '../orders.js';
import { right, wrong } from './typed-expressions.js';

const families = serviceFamilies([OrderMetrics]);

/** What Prometheus evaluates and promtool, which only reads, does not refuse; and what it does not know. */
const beyondPromtool: readonly (readonly [expression: string, message: string])[] = [
  ['up[5m]', 'a rule or panel needs an instant vector or a number, got a range vector at 0'],
  ['"a"', 'a rule or panel needs an instant vector or a number, got a string at 0'],
  [
    'rate(orders_open[5m])',
    'rate is for counters, and orders_open is a gauge; delta and deriv are for gauges at 5',
  ],
  [
    'delta(orders_placed_total[5m] offset 1h)',
    'delta is for gauges, and orders_placed_total is a counter; increase and rate are for counters at 6',
  ],
  [
    'rate(orders_checkout_duration_seconds[5m])',
    'orders_checkout_duration_seconds is a histogram: ask for orders_checkout_duration_seconds_bucket, orders_checkout_duration_seconds_sum, orders_checkout_duration_seconds_count at 5',
  ],
];

test.each(right)('%s is of the right types', (expression) => {
  expect(checkQuery(expression, families)).toEqual([]);
});

test.each([...wrong, ...beyondPromtool])('%s is told', (expression, message) => {
  expect(checkQuery(expression, families).map((problem) => problem.message)).toContain(message);
});

test.each([
  'rate($metric[5m])',
  'topk($limit, up)',
  'up > $limit',
  'rate(orders_placed_total[$__rate_interval])',
  'sum_over_time(up[$window:$step] offset $ago)',
  'up{job=~"$job"}',
  '{job="$job"}',
])('a variable may be of any type: %s', (expression) => {
  expect(checkQuery(expression, families)).toEqual([]);
});
