import { type AlertOptions, alert, MixinError, mixin } from '../../src/index.js';
import { OrderMetrics } from '../orders.js';

const failing = {
  expr: 'sum by (job) (rate(orders_failed_total[5m])) > 1',
  after: '10m',
  severity: 'warning',
  summary: 'Orders of {{ $labels.job }} fail.',
} as const satisfies AlertOptions;

test("an alert of one's own is narrowed to the service, in a group behind the others", () => {
  const { rules } = mixin([OrderMetrics], { alerts: [alert('OrdersFailing', failing)] });
  expect(rules.at(-1)).toEqual({
    name: 'orders-alerts',
    rules: [
      {
        alert: 'OrdersFailing',
        expr: 'sum by (job) (rate(orders_failed_total{job="orders"}[5m])) > 1',
        for: '10m',
        labels: { severity: 'warning' },
        annotations: { summary: 'Orders of {{ $labels.job }} fail.' },
      },
    ],
  });
});

test.each([
  [
    'sum by (job) (rate(orders_faild_total[5m])) > 1',
    'orders-alerts: OrdersFailing: unknown metric "orders_faild_total" at 19; did you mean "orders_failed_total"?',
  ],
  [
    'sum(rate(orders_failed_total[5m])) > 1',
    'orders-alerts: OrdersFailing: summary speaks of the label "job", and the expression answers with "severity"',
  ],
  [
    'rat(orders_failed_total[5m])',
    'unknown function "rat" at 0; did you mean "rate"? of rat(orders_failed_total[5m])',
  ],
])('%s is told when the mixin is made', (expr, message) => {
  const alerts = [alert('OrdersFailing', { ...failing, expr })];
  expect(() => mixin([OrderMetrics], { alerts })).toThrow(message);
});

test('everything that is wrong with the options is in one error', () => {
  const options = { for: '5m', after: '5', severity: 'page', sumary: 'x', labels: { 'a b': '' } };
  expect(() => alert('Orders failing', options as unknown as AlertOptions)).toThrow(
    new MixinError([
      'alert "Orders failing": expected a name such as "OrdersFailing"',
      'alert "Orders failing": for: unknown option; did you mean "after"?',
      'alert "Orders failing": expr: expected PromQL, got nothing',
      'alert "Orders failing": summary: expected a text, got nothing',
      'alert "Orders failing": after: expected a duration such as "5m", got "5"',
      'alert "Orders failing": severity: expected critical, warning, info, got "page"',
      'alert "Orders failing": sumary: unknown option; did you mean "summary"?',
      'alert "Orders failing": labels: expected texts by name, got {"a b":""}',
    ]),
  );
});
