import type { MeterClass } from '@meterkit/instruments';
import * as approval from '../../src/approval/index.js';
import { catalog } from '../../src/catalog/index.js';
import * as deployment from '../../src/deployment/index.js';
import * as processor from '../../src/processor/index.js';
import * as rpc from '../../src/rpc/index.js';
import * as storage from '../../src/storage/index.js';
import * as worker from '../../src/worker/index.js';

const subpaths: readonly object[] = [deployment, approval, worker, processor, rpc, storage];
const exported = subpaths
  .flatMap<[string, object]>(Object.entries)
  .filter((entry): entry is [string, MeterClass] => 'definition' in entry[1]);

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

test.each(exported)('every instrument of %s has its row', (name, { definition }) => {
  const properties = catalog.filter(({ meter }) => meter === name).map(({ property }) => property);
  expect(properties).toEqual(Object.keys(definition.instruments));
});

test('every row is of a meter that a subpath has', () => {
  expect(new Set(catalog.map(({ meter }) => meter))).toEqual(
    new Set(exported.map(([name]) => name)),
  );
});

test.each(catalog)(
  '$name has a help text that is one sentence, and one on sampling where it is sampled',
  ({ help }) => {
    expect(help).toMatch(/^[A-Z][^.]+\.( One timer in 64 is measured\.)?$/);
  },
);
