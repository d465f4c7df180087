import { counter, defineMeter, histogram, oneOf, text } from '@meterkit/instruments';
import { serviceFamilies } from '../../src/families/service-families.js';
import { checkQuery } from '../../src/queries/check-query.js';

class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', {
      description: 'Orders placed.',
      labels: { channel: oneOf('web', 'app'), region: text() },
    }),
    checkout: histogram('orders.checkout.duration', {
      description: 'Time from basket to payment.',
      unit: 's',
      bounds: [0.5, 1, 120],
      labels: { outcome: oneOf('paid', 'declined') },
    }),
  },
}) {}

const families = serviceFamilies([OrderMetrics]);

function messages(expression: string): readonly string[] {
  return checkQuery(expression, families).map(({ message }) => message);
}

test.each([
  'orders_placed_total',
  'sum by (channel) (rate(orders_placed_total{channel="web", job=~"$job"}[$__rate_interval]))',
  'sum(rate(orders_placed_total{channel=~"web|app"}[5m])) by (region)',
  'sum(rate(orders_placed_total{channel=~"w.*"}[5m:30s] offset 1h))',
  `sum(rate(orders_placed_total{channel!="_OTHER"}[\${__range_s}s]))`,
  'histogram_quantile(0.95, sum by (le, outcome) (rate(orders_checkout_duration_seconds_bucket[5m])))',
  'rate(orders_checkout_duration_seconds_bucket{le=~"1\\\\.0|120\\\\.0"}[5m])',
  'rate(orders_checkout_duration_seconds_bucket{le="0.5"}[5m]) / ignoring(le) rate(orders_checkout_duration_seconds_count[5m])',
  'sum by ($by) ($metric{region="$region"}) > $limit',
  'sum by ($a) (up) / sum by ($other) (up)',
  'topk(5, sum by (v8js_gc_type) (rate(v8js_gc_duration_seconds_sum[5m])))',
  'sum by (job) (rate(orders_placed_total[5m])) / sum by (job) (rate(http_server_request_duration_seconds_count{http_response_status_code=~"5.."}[5m]))',
  'up == 0 or absent(up{job="orders"})',
  'sum by (instance, service_version) (up * on (job, instance) group_left (service_version) target_info)',
  'label_replace(up, "host", "$1", "instance", "(.*):.*") * on (host) label_replace(up, "host", "$1", "instance", "(.*)")',
  'rate(meterkit_measurements_dropped_total[5m]) > 0',
])('%s asks for what is there', (expression) => {
  expect(messages(expression)).toEqual([]);
});

test.each([
  ['orders_placed', 'unknown metric "orders_placed" at 0; did you mean "orders_placed_total"?'],
  [
    'rate(orders_placd_total[5m])',
    'unknown metric "orders_placd_total" at 5; did you mean "orders_placed_total"?',
  ],
  ['nothing_like_it_at_all', 'unknown metric "nothing_like_it_at_all" at 0'],
  [
    'orders_placed_total{chanel="web"}',
    'unknown label "chanel" of orders_placed_total at 20; did you mean "channel"?',
  ],
  [
    'orders_placed_total{channel="wob"}',
    'label "channel" of orders_placed_total has no value "wob" at 28; did you mean "web"?',
  ],
  [
    'orders_placed_total{channel=~"web|ap"}',
    'label "channel" of orders_placed_total has no value "ap" at 29; did you mean "app"?',
  ],
  [
    'orders_checkout_duration_seconds_bucket{le="100"}',
    'no bucket of orders_checkout_duration_seconds_bucket ends at "100" at 43; did you mean "120.0"?',
  ],
  [
    'orders_checkout_duration_seconds_bucket{le="120"}',
    'no bucket of orders_checkout_duration_seconds_bucket ends at "120" at 43; did you mean "120.0"?',
  ],
  ['sum by (regoin) (orders_placed_total)', 'unknown label "regoin" at 8; did you mean "region"?'],
  ['sum without (zone) (orders_placed_total)', 'unknown label "zone" at 13'],
  ['sum by (region) (sum by (channel) (orders_placed_total))', 'unknown label "region" at 8'],
  [
    'sum by (job) (up) / on (jobs) sum by (job) (up)',
    'unknown label "jobs" at 24; did you mean "job"?',
  ],
  [
    'up * on (job) group_left (chanel) orders_placed_total',
    'unknown label "chanel" at 26; did you mean "channel"?',
  ],
  [
    'histogram_quantile(0.9, sum by (job) (rate(orders_checkout_duration_seconds_bucket[5m])))',
    'histogram_quantile needs buckets: keep "le" in by (...) at 0',
  ],
  [
    'sum by (job) (up) / sum(up)',
    'one side has "job" and the other has not, so no series meet: say on (...) or ignoring (...) at 0',
  ],
  ['sum(up', 'expected PromQL, something is missing at 6'],
  ['sum(ratee(up[5m]))', 'unknown function "ratee" at 4; did you mean "rate"?'],
  ['', 'expected PromQL, something is missing at 0'],
])('of %j it says what is wrong', (expression, message) => {
  expect(new Set(messages(expression))).toEqual(new Set([message]));
});

test('several problems are told in the order of the text', () => {
  const problems = checkQuery(
    'sum by (chanel) (rate(orders_placed_total{channel="wob"}[5m])) or up{jb="a"}',
    families,
  );
  expect(problems.map(({ kind, from, to, nearest }) => [kind, from, to, nearest])).toEqual([
    ['label', 8, 14, 'channel'],
    ['value', 50, 55, 'web'],
    ['label', 69, 71, 'job'],
  ]);
});
