import { narrowQuery } from '../../src/dashboards/narrow-query.js';
import { serviceFamilies } from '../../src/families/service-families.js';
import { OrderMetrics } from '../orders.js';

const families = serviceFamilies([OrderMetrics]);
const options = { families, targetLabels: ['job'], variables: ['region'] };

test.each([
  ['orders_open', 'orders_open{job=~"$job"}'],
  [
    'sum(rate(orders_placed_total[$__rate_interval])) > 0',
    'sum(rate(orders_placed_total{job=~"$job", region=~"$region"}[$__rate_interval])) > 0',
  ],
  [
    'rate(orders_placed_total{channel="web"}[5m]) / orders_open',
    'rate(orders_placed_total{job=~"$job", region=~"$region", channel="web"}[5m]) / orders_open{job=~"$job"}',
  ],
  ['time() - vector(0)', 'time() - vector(0)'],
])('%s is narrowed by what its families have', (query, narrowed) => {
  expect(narrowQuery(query, options)).toBe(narrowed);
});
