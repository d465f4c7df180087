import { HttpServerMetrics } from '@meterkit/auto-instrumentation/http';
import { WorkerMetrics } from '@meterkit/meters/worker';
import { MixinError, mixin, type Slo, slo } from '../../src/index.js';
import { OrderMetrics } from '../orders.js';

const success = slo({
  name: 'order-success',
  objective: 0.99,
  ratio: { errors: [OrderMetrics, 'failed'], total: [OrderMetrics, 'placed'] },
});

const speed = slo({
  name: 'checkout-speed',
  objective: 0.95,
  window: '28d',
  latency: { histogram: [OrderMetrics, 'checkout', { outcome: 'paid' }], threshold: 1 },
});

function exprs(slos: readonly Slo[], namespace?: string) {
  const { rules } = mixin([{ meter: OrderMetrics, namespace }], { slos });
  return rules.flatMap((group) =>
    group.rules.flatMap((rule) => ('record' in rule ? [[rule.record, rule.expr]] : [])),
  );
}

function alerts(slos: readonly Slo[]) {
  return mixin([OrderMetrics], { slos })
    .rules.flatMap((group) => group.rules)
    .flatMap((rule) => ('alert' in rule && 'slo' in rule.labels ? [rule] : []));
}

/** What is wrong with one objective, in the words of the error. */
function problemsOf(declared: object): readonly string[] {
  try {
    mixin([OrderMetrics], { slos: [{ name: 'wrong', objective: 0.9, ...declared } as Slo] }); // or it would not be wrong
    return [];
  } catch (error) {
    const { code, problems } = error as MixinError; // mixin() throws no other
    expect(code).toBe('METERKIT_MIXIN');
    return problems;
  }
}

test('a ratio is recorded over each window, 0 before the first error and nothing without traffic', () => {
  const recorded = exprs([success]);
  expect(recorded[0]).toEqual([
    'job:slo_errors:ratio_rate5m',
    '(sum by (job) (rate(orders_failed_total{job="orders"}[5m])) or 0 * sum by (job) (rate(orders_placed_total{job="orders"}[5m])))' +
      ' / (sum by (job) (rate(orders_placed_total{job="orders"}[5m])) > 0)',
  ]);
  expect(recorded.map(([record]) => record)).toEqual([
    ...['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'].map(
      (over) => `job:slo_errors:ratio_rate${over}`,
    ),
    'job:slo_budget_remaining:ratio',
  ]);
  expect(recorded.at(-1)?.[1]).toBe(
    '1 - job:slo_errors:ratio_rate30d{slo="orders/order-success"} / 0.01',
  );
});

test('a latency asks the bucket that ends at the threshold, as the page writes it', () => {
  expect(exprs([speed], 'shop')[0]?.[1]).toBe(
    '1 - sum by (job) (rate(shop_orders_checkout_duration_seconds_bucket{job="orders", outcome="paid", le="1.0"}[5m]))' +
      ' / (sum by (job) (rate(shop_orders_checkout_duration_seconds_count{job="orders", outcome="paid"}[5m])) > 0)',
  );
});

test('availability counts scrapes: an instance that was there for a minute weighs as much as its minute', () => {
  const up = slo({ name: 'up', objective: 0.999, availability: true });
  expect(exprs([up])[0]?.[1]).toBe(
    '1 - sum by (job) (sum_over_time(up{job="orders"}[5m])) / sum by (job) (count_over_time(up{job="orders"}[5m]))',
  );
});

test('what is measured without code is asked of the service alone', () => {
  const http = slo({
    name: 'http',
    objective: 0.999,
    ratio: {
      errors: [HttpServerMetrics, 'requestDuration', { http_response_status_code: /5../ }],
      total: [HttpServerMetrics, 'requestDuration'],
    },
  });
  expect(exprs([http])[0]?.[1]).toContain(
    'rate(http_server_request_duration_seconds_count{job="orders", http_response_status_code=~"5.."}[5m])',
  );
});

test('four burn rates alert, of 30 days at 14.4, 6, 3 and 1 times the budget', () => {
  expect(alerts([success]).map(({ expr, labels }) => [labels.severity, expr])).toEqual(
    [
      ['critical', '1h', '5m', '14.4'],
      ['critical', '6h', '30m', '6'],
      ['warning', '1d', '2h', '3'],
      ['warning', '3d', '6h', '1'],
    ].map(([severity, long, short, factor]) => [
      severity,
      `job:slo_errors:ratio_rate${long}{slo="orders/order-success"} > ${factor} * 0.01 and ` +
        `job:slo_errors:ratio_rate${short}{slo="orders/order-success"} > ${factor} * 0.01`,
    ]),
  );
});

test('in a shorter window the same share of the budget is a lower rate, and one that lasts is not told', () => {
  const factors = (window: string) =>
    alerts([{ ...success, window }]).map(({ expr }) => / > ([\d.]+) \* /.exec(expr)?.[1]);
  expect(factors('28d')).toEqual(['13.44', '5.6', '2.8']);
  expect(factors('7d')).toEqual(['3.36', '1.4']);
});

test('what is recorded of an objective is told with the mixin', () => {
  const [first, second] = mixin([OrderMetrics], { slos: [success, speed] }).slos;
  expect(first).toMatchObject({
    name: 'order-success',
    objective: 0.99,
    window: '30d',
    selector: 'slo="orders/order-success"',
    budgetRemaining: 'job:slo_budget_remaining:ratio',
  });
  expect([...(second?.errorRatios.keys() ?? [])].at(-1)).toBe('28d');
});

test('an instrument of another meter does not compile', () => {
  slo({
    name: 'wrong',
    objective: 0.9,
    // @ts-expect-error: it is called `failed`
    ratio: { errors: [OrderMetrics, 'faild'], total: [OrderMetrics, 'placed'] },
  });
});

const ratio = success.ratio;

test.each([
  [
    { name: 'Wrong', ratio },
    'slo "Wrong": name: expected lower case and hyphens, such as "checkout-latency"',
  ],
  [
    { objective: 99, ratio },
    'slo "wrong": objective: expected a share between 0 and 1, such as 0.99, got 99',
  ],
  [{ window: '1h', ratio }, 'slo "wrong": window: expected days from "7d" to "90d", got "1h"'],
  [
    { latency: { histogram: 'orders_checkout', threshold: 1 } },
    'slo "wrong": latency.histogram: expected a class of meters and a property of it, got "orders_checkout"',
  ],
  [
    { ratio: { errors: ['OrderMetrics', 'failed'], total: [OrderMetrics, 'placed'] } },
    'slo "wrong": ratio.errors: expected a class of meters and a property of it, got ["OrderMetrics","failed"]',
  ],
  [{}, 'slo "wrong": expected one of ratio, latency and availability, got none'],
  [
    { ratio, availability: true },
    'slo "wrong": expected one of ratio, latency and availability, got ratio and availability',
  ],
  [
    { ratio: { errors: [OrderMetrics, 'faild'], total: [OrderMetrics, 'placed'] } },
    'slo "wrong": ratio.errors: OrderMetrics has no instrument "faild"; did you mean "failed"?',
  ],
  [
    { ratio: { errors: [WorkerMetrics, 'jobs'], total: [OrderMetrics, 'placed'] } },
    'slo "wrong": ratio.errors: WorkerMetrics is not among the meters of the mixin',
  ],
  [
    { latency: { histogram: [OrderMetrics, 'checkout'], threshold: 0.7 } },
    'slo "wrong": latency.threshold: expected a bound of orders_checkout_duration_seconds, got 0.7; the nearest is 0.5',
  ],
  [
    { ratio: { errors: [OrderMetrics, 'open'], total: [OrderMetrics, 'placed'] } },
    'slo "wrong": ratio.errors: expected a counter or a histogram, got the gauge orders_open',
  ],
  [
    { latency: { histogram: [OrderMetrics, 'open'], threshold: 1 } },
    'slo "wrong": latency.histogram: expected a histogram, got the gauge orders_open',
  ],
])('%j is told', (declared, problem) => {
  expect(problemsOf(declared)).toEqual([problem]);
});

test('a condition on labels is told once, with the objective', () => {
  const errors = [OrderMetrics, 'placed', { channel: 'wob', regon: 'north' }];
  expect(problemsOf({ ratio: { errors, total: [OrderMetrics, 'placed'] } })).toEqual([
    'slo "wrong": ratio.errors: label "channel" of orders_placed_total has no value "wob"; did you mean "web"?',
    'slo "wrong": ratio.errors: unknown label "regon" of orders_placed_total; did you mean "region"?',
  ]);
});

test('a window of which not even errors alone could alert is left out', () => {
  const left = (objective: number) =>
    alerts([{ ...success, objective }]).map(({ labels }) => labels.long);
  expect(left(0.9)).toEqual(['6h', '1d', '3d']);
  expect(left(0.5)).toEqual(['3d']);
  expect(problemsOf({ objective: 0.2, window: '7d', ratio })).toEqual([
    'slo "wrong": objective: expected a higher one for a window of 7d, got 0.2; no share of errors would alert',
  ]);
});

test('a window that is none is one problem', () => {
  expect(problemsOf({ window: '1M', ratio })).toEqual([
    'slo "wrong": window: expected days from "7d" to "90d", got "1M"',
  ]);
});

test('everything that is wrong is in one error', () => {
  const slos = [
    { ...success, objective: 2 },
    { ...success, window: '3d' },
  ];
  expect(() => mixin([OrderMetrics], { slos })).toThrow(
    new MixinError([
      'slo "order-success": objective: expected a share between 0 and 1, such as 0.99, got 2',
      'slo "order-success": window: expected days from "7d" to "90d", got "3d"',
      'slo "order-success": name: expected another than that of every other objective',
    ]),
  );
});
