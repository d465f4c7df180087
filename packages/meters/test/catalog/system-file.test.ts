import { createStore, type MeterClass, type Store } from '@meterkit/instruments';
import { ApprovalMetrics } from '../../src/approval/index.js';
import { DeploymentMetrics } from '../../src/deployment/index.js';
import { KafkaMetrics, ProcessorMetrics } from '../../src/processor/index.js';
import { RpcServerMetrics } from '../../src/rpc/index.js';
import {
  AuthMetrics,
  LeaseMetrics,
  MvccMetrics,
  RaftMetrics,
  StorageMetrics,
  WatchMetrics,
} from '../../src/storage/index.js';
import { AttemptMetrics, GpuMetrics, WorkerMetrics } from '../../src/worker/index.js';
import { readSystemFile, type SystemFamily } from './read-system-file.js';

const systems: readonly (readonly [system: string, meters: readonly MeterClass[]])[] = [
  ['deployment-orchestrator', [DeploymentMetrics, ApprovalMetrics]],
  ['guestkit-worker', [WorkerMetrics]],
  ['tops-worker', [AttemptMetrics, GpuMetrics]],
  ['stream-processor', [ProcessorMetrics, KafkaMetrics]],
  [
    'metastore',
    [
      RpcServerMetrics,
      StorageMetrics,
      WatchMetrics,
      LeaseMetrics,
      AuthMetrics,
      RaftMetrics,
      MvccMetrics,
    ],
  ],
];

const UNIT_WORDS: Readonly<Record<string, string>> = { s: 'seconds', By: 'bytes', '1': 'ratio' };

describe.each(systems)('%s', (system, meters) => {
  const { namespace, families } = readSystemFile(system);
  const store = createStore();
  for (const Meter of meters) new Meter({ store, ...(namespace !== '' && { namespace }) });
  const found = ownFamilies(store);

  test.each(families)('$family is as the system file has it', (expected) => {
    expect(found.get(expected.family)).toEqual(expected);
  });

  test('its meters have no other families', () => {
    expect([...found.keys()].sort()).toEqual(families.map(({ family }) => family).sort());
  });
});

/** What the meters registered, by its name on the page. */
function ownFamilies(store: Store): ReadonlyMap<string, SystemFamily> {
  const own = store.families().filter(({ name }) => !name.startsWith('meterkit'));
  return new Map(
    own.map(({ name, type, unit, exactName, bounds, spec }) => {
      const word = (!exactName && UNIT_WORDS[unit]) || '';
      const family = (exactName ? name : name.replaceAll('.', '_')) + (word && `_${word}`);
      const labels = Object.entries(spec.labels).map(([label, values]) => [
        label,
        values.kind === 'closed' ? values.values : 'string',
      ]);
      return [family, { family, type, unit: word, labels: Object.fromEntries(labels), bounds }];
    }),
  );
}
