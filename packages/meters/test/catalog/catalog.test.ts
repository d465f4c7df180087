import { catalog } from '../../src/catalog/index.js';
import { DeploymentMetrics } from '../../src/deployment/index.js';

test('a row says all that a reader of the page and a caller of the meter want to know', () => {
  expect(catalog.find(({ name }) => name === 'deployment.duration')).toEqual({
    name: 'deployment.duration',
    kind: 'histogram',
    unit: 's',
    exactName: false,
    labels: [
      { name: 'environment', limit: 200 },
      { name: 'strategy', limit: 200 },
      { name: 'status', values: ['success', 'failure', 'rolled_back'] },
    ],
    bounds: [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600],
    help: 'Time from the start of a deployment to its end, a rollback included.',
    meter: 'DeploymentMetrics',
    property: 'duration',
  });
});

test('every instrument of a meter has its row', () => {
  const properties = catalog
    .filter(({ meter }) => meter === 'DeploymentMetrics')
    .map(({ property }) => property);
  expect(properties).toEqual(Object.keys(DeploymentMetrics.definition.instruments));
});

test.each(catalog)('$name has a help text that is one sentence', ({ help }) => {
  expect(help).toMatch(/^[A-Z][^.]+\.$/);
});
