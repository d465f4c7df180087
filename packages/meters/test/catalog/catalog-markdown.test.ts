import { type CatalogRow, catalogMarkdown } from '../../src/catalog/index.js';

const lines = catalogMarkdown(({ name }) => `page_${name}`).split('\n');

test('each meter has a section, with its table', () => {
  expect(lines.filter((line) => line.startsWith('#'))).toEqual([
    '## DeploymentMetrics',
    '## ApprovalMetrics',
    '## WorkerMetrics',
    '## AttemptMetrics',
    '## GpuMetrics',
    '## ProcessorMetrics',
    '## KafkaMetrics',
    '## RpcServerMetrics',
    '## RpcMessageMetrics',
    '## RpcClientMetrics',
    '## StorageMetrics',
    '## WatchMetrics',
    '## LeaseMetrics',
    '## AuthMetrics',
    '## RaftMetrics',
    '## MvccMetrics',
  ]);
  expect(lines.slice(0, 5)).toEqual([
    '## DeploymentMetrics',
    '',
    '| Family | Type | Labels | What it is | OpenTelemetry name |',
    '|---|---|---|---|---|',
    '| `page_deployments.started` | counter | `environment`: any, at most 200<br>`strategy`: any, at most 200<br>`module`: any, at most 200 | Deployments that were started. | `deployments.started`, unit `{deployment}` |',
  ]);
});

test('a closed label has its values and a histogram its bounds', () => {
  expect(lines).toContain(
    '| `page_deployment.duration` | histogram | `environment`: any, at most 200<br>`strategy`: any, at most 200<br>' +
      '`status`: `success`, `failure`, `rolled_back` | Time from the start of a deployment to its end, a rollback included. ' +
      'Bounds: 1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600 s. | `deployment.duration`, unit `s` |',
  );
});

test('a family that was renamed has its old name and the day until which it is kept', () => {
  const row: CatalogRow = {
    name: 'orders.placed',
    kind: 'counter',
    unit: undefined,
    exactName: false,
    labels: [],
    bounds: undefined,
    help: 'Orders placed.',
    renamedFrom: { name: 'orders_created', until: '2027-03-01', exactName: true },
    meter: 'OrderMetrics',
    property: 'placed',
  };
  const pageName = ({ name, exactName }: CatalogRow) => (exactName ? name : `page_${name}`);
  expect(catalogMarkdown(pageName, { rows: [row] }).split('\n')).toContain(
    '| `page_orders.placed` | counter |  | Orders placed. Until 2027-03-01 also `orders_created`. | `orders.placed` |',
  );
});
