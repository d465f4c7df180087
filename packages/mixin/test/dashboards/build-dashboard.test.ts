import { buildDashboard } from '../../src/dashboards/build-dashboard.js';
import type { DashboardSpec } from '../../src/dashboards/dashboard-spec.js';
import { graph, stat } from '../../src/dashboards/panel.js';
import { serviceFamilies } from '../../src/families/service-families.js';
import { OrderMetrics } from '../orders.js';

const context = { families: serviceFamilies([OrderMetrics]), targetLabels: ['job', 'instance'] };
const spec: DashboardSpec = {
  name: 'shop',
  title: 'Shop',
  description: 'Orders of the shop.',
  variables: [],
  overview: [stat('Open', 'short', 'sum(orders_open)')],
  questions: [],
};

test('queries that nothing would answer are refused, all of them, with what was probably meant', () => {
  const wrong = {
    ...spec,
    overview: [stat('Open', 'short', 'sum(orders_opn)')],
    questions: [
      {
        question: 'What is bought?',
        panels: [
          graph('By channel', 'cps', {
            '{{channel}}': 'sum by (chanel) (rate(orders_placed_total[$__rate_interval]))',
          }),
          graph('By region', 'cps', {
            '{{regoin}}': 'sum by (region) (rate(orders_placed_total[$__rate_interval]))',
          }),
        ],
      },
    ],
  };
  expect(() => buildDashboard(wrong, context)).toThrow(
    expect.objectContaining({
      code: 'METERKIT_MIXIN',
      problems: [
        'dashboard shop: panel "Open": unknown metric "orders_opn" at 4; did you mean "orders_open"? of sum(orders_opn)',
        'dashboard shop: panel "By channel": unknown label "chanel" at 8; did you mean "channel"? of sum by (chanel) (rate(orders_placed_total[$__rate_interval]))',
        'dashboard shop: panel "By region": the legend names "regoin", and the answer has "region" of sum by (region) (rate(orders_placed_total[$__rate_interval]))',
      ],
    }),
  );
});

test('a panel says what its families say, unless it says something itself', () => {
  const said = { ...spec.overview[0], description: 'Of all shops.' } as const;
  const { panels } = buildDashboard(
    {
      ...spec,
      overview: [
        ...spec.overview,
        { ...said, kind: 'stat', title: 'All', unit: 'short', query: 'sum(orders_open)' },
      ],
    },
    context,
  );
  expect(panels?.slice(1).map((panel) => (panel as { description?: string }).description)).toEqual([
    'Orders that are open.',
    'Of all shops.',
  ]);
});

test('a line of an alert is where the colour changes, and nothing is coloured that is 0', () => {
  const above = (value: number) =>
    stat('Open', 'short', 'sum(orders_open)', {
      alert: { when: 'above', value, severity: 'critical' },
    });
  const below = stat('Open', 'short', 'sum(orders_open)', {
    alert: { when: 'below', value: 0.9, severity: 'warning' },
  });
  const { panels } = buildDashboard({ ...spec, overview: [above(10), above(0), below] }, context);
  const steps = (panels ?? [])
    .slice(1)
    .map(
      (panel) =>
        (panel as { fieldConfig?: { defaults: { thresholds?: { steps: unknown } } } }).fieldConfig
          ?.defaults.thresholds?.steps,
    );
  expect(steps).toEqual([
    [
      { value: null, color: 'green' },
      { value: 10, color: 'red' },
    ],
    [
      { value: null, color: 'green' },
      { value: 1e-9, color: 'red' },
    ],
    [
      { value: null, color: 'orange' },
      { value: 0.9, color: 'green' },
    ],
  ]);
});

test('targets are chosen by the labels that they have', () => {
  const { templating } = buildDashboard(spec, { ...context, targetLabels: ['cluster', 'pod'] });
  expect(templating?.list?.map(({ name, query }) => [name, query])).toEqual([
    ['datasource', 'prometheus'],
    ['cluster', 'label_values(orders_open, cluster)'],
    ['pod', 'label_values(orders_open{cluster=~"$cluster"}, pod)'],
  ]);
});

test('alerts of the chosen services are marked, those without an instance too', () => {
  const { annotations } = buildDashboard(spec, context);
  expect(annotations?.list?.map(({ expr }) => expr)).toEqual([
    'ALERTS{alertstate="firing", job=~"$job"}',
  ]);
});

test('a label that is called as a target label or the data source is not chosen twice', () => {
  const { templating } = buildDashboard({ ...spec, variables: ['job', 'datasource'] }, context);
  expect(templating?.list?.map(({ name }) => name)).toEqual(['datasource', 'job', 'instance']);
});
