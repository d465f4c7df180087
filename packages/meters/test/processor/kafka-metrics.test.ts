import { createStore, type Store } from '@meterkit/instruments';
import { KafkaMetrics } from '../../src/processor/index.js';
import { seriesOf } from '../series-of.js';

const labels = { topic: 'prices', partition: '3' } as const;
const where = 'topic=prices,partition=3';

let store: Store;
let metrics: KafkaMetrics;

beforeEach(() => {
  store = createStore();
  metrics = new KafkaMetrics({ store });
});

test.each<[string, () => void, Readonly<Record<string, number>>]>([
  [
    'recordConsumed',
    () => metrics.recordConsumed(10, labels),
    { [`kafka.messages_consumed{${where}}`]: 10 },
  ],
  [
    'recordProduced',
    () => metrics.recordProduced(4, labels),
    { [`kafka.messages_produced{${where}}`]: 4 },
  ],
  [
    'recordConsumerLag',
    () => metrics.recordConsumerLag(70, labels),
    { [`kafka.consumer_lag{${where}}`]: 70 },
  ],
  [
    'recordCommitFailed',
    () => metrics.recordCommitFailed(labels),
    { [`kafka.offset_commit_errors{${where}}`]: 1 },
  ],
])('%s', (_name, record, expected) => {
  record();
  expect(seriesOf(store)).toEqual(expected);
});

test('what is counted of a partition is there at zero when it is assigned', () => {
  metrics.recordPartitionAssigned(labels);
  expect(familiesWithSeries()).toEqual(['kafka.messages_consumed', 'kafka.offset_commit_errors']);
  expect(seriesOf(store)).toEqual({});
});

test('the lag of a partition is gone when the partition is, what was counted stays', () => {
  metrics.recordConsumed(10, labels);
  metrics.recordConsumerLag(70, labels);
  metrics.recordConsumerLag(5, { ...labels, partition: '4' });
  metrics.recordPartitionRevoked(labels);
  expect(seriesOf(store)).toEqual({
    [`kafka.messages_consumed{${where}}`]: 10,
    'kafka.consumer_lag{topic=prices,partition=4}': 5,
  });
});

test('a hundred topics of a hundred partitions have a series each', () => {
  for (let topic = 0; topic < 100; topic++)
    for (let partition = 0; partition < 100; partition++)
      metrics.recordConsumed(1, { topic: `t${topic}`, partition: String(partition) });
  expect(Object.keys(seriesOf(store))).toHaveLength(10_000);
});

function familiesWithSeries(): readonly string[] {
  const names = store
    .families()
    .filter(({ live }) => live > 0)
    .map(({ name }) => name);
  return names.filter((name) => !name.startsWith('meterkit'));
}
