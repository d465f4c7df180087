import { mixin, slo } from '../../src/index.js';
import { OrderMetrics } from '../orders.js';
import { allPanels } from './panel-json.js';

const checkout = slo({
  name: 'checkout-latency',
  description: '99 % of checkouts take less than a second',
  objective: 0.99,
  latency: { histogram: [OrderMetrics, 'checkout'], threshold: 1 },
});

test('objectives of a service have a dashboard beside those of its meters', () => {
  const { dashboards } = mixin([OrderMetrics], { name: 'shop', slos: [checkout] });
  expect(dashboards.map(({ name, model }) => [name, model.title, model.uid])).toEqual([
    ['orders', 'Orders', 'meterkit-orders'],
    ['shop-objectives', 'Shop: objectives', 'meterkit-shop-objectives'],
  ]);
});

test('an objective shows what is left of its budget, how fast that goes, and the errors', () => {
  const [, dashboard] = mixin([OrderMetrics], { name: 'shop', slos: [checkout] }).dashboards;
  if (dashboard === undefined) throw new Error('expected a dashboard');
  const panels = allPanels(dashboard);
  const shown = panels.map(({ title, targets }) => [title, targets?.[0]?.expr]);
  const narrowed = '{job=~"$job", slo="shop/checkout-latency"}';
  expect(shown).toEqual([
    ['Budget left: checkout-latency', `min(job:slo_budget_remaining:ratio${narrowed})`],
    ['Error budget left', `min(job:slo_budget_remaining:ratio${narrowed})`],
    ['Burn rate of 1 h', `max(job:slo_errors:ratio_rate1h${narrowed}) / 0.01`],
    ['Share of errors over 5 min', `max(job:slo_errors:ratio_rate5m${narrowed})`],
  ]);
  expect(panels.at(-1)?.description).toBe('99 % of checkouts take less than a second.');
});

test('who has objectives and no meters is chosen among those that have objectives', () => {
  const up = slo({ name: 'up', objective: 0.99, availability: true });
  const [dashboard] = mixin([], { name: 'shop', slos: [up] }).dashboards;
  expect(dashboard?.model.templating?.list?.map(({ name, query }) => [name, query])).toEqual([
    ['datasource', 'prometheus'],
    ['job', 'label_values(job:slo_budget_remaining:ratio, job)'],
  ]);
});
