import { serviceFamilies } from '../../src/families/service-families.js';
import { alert } from '../../src/rules/alert.js';
import { checkRules } from '../../src/rules/check-rules.js';
import type { Rule } from '../../src/rules/rule.js';
import { OrderMetrics } from '../orders.js';

function problemsOf(...rules: readonly Rule[]): readonly string[] {
  const groups = [{ name: 'orders', rules }];
  return checkRules(groups, serviceFamilies([OrderMetrics]), ['job', 'instance']).problems;
}

const recorded = {
  record: 'job:orders_placed:rate5m',
  expr: 'sum by (job) (rate(orders_placed_total[5m]))',
};

function told(expr: string, description = 'Told.'): Rule {
  return alert('Told', { expr, severity: 'info', summary: 'Told.', description });
}

test('a rule may ask for what another one records, wherever that stands', () => {
  expect(problemsOf(told(`${recorded.record} > 1`, '{{ $labels.job }}'), recorded)).toEqual([]);
});

test('what is recorded has the labels that its expression leaves', () => {
  expect(problemsOf(recorded, told(`${recorded.record}{region="north"} > 1`))).toEqual([
    'orders: Told: unknown label "region" of job:orders_placed:rate5m at 25 of job:orders_placed:rate5m{region="north"} > 1',
  ]);
});

test('every problem of every rule is told', () => {
  const expr = 'sum by (job) (rate(orders_placd_total[5m]))';
  expect(problemsOf({ record: 'job:orders:rate5m', expr }, told('upp == 0'))).toEqual([
    `orders: job:orders:rate5m: unknown metric "orders_placd_total" at 19; did you mean "orders_placed_total"? of ${expr}`,
    'orders: Told: unknown metric "upp" at 0; did you mean "up"? of upp == 0',
  ]);
});

test('an annotation speaks of labels that the alert has', () => {
  const rule = told('sum by (job) (orders_open) > 1', '{{ $labels.job }}: {{ $labels.region }}');
  expect(problemsOf(rule)).toEqual([
    'orders: Told: description speaks of the label "region", and the expression answers with "job", "severity"',
  ]);
});
