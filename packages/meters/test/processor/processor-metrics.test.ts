import { createStore, type Store } from '@meterkit/instruments';
import { ProcessorMetrics } from '../../src/processor/index.js';
import { seriesOf } from '../series-of.js';

const tumbling = { window_type: 'tumbling' } as const;
const average = { aggregate_type: 'avg' } as const;
const redisGet = { operation: 'get', backend: 'redis' } as const;
const redis = 'operation=get,backend=redis';

let store: Store;
let metrics: ProcessorMetrics;

beforeEach(() => {
  store = createStore();
  metrics = new ProcessorMetrics({ store });
});

/** 0.1 ms doubled 15 times: 3 ms are in the sixth bucket. */
const threeMs = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.003];
const measured = (count: number) => {
  const sum = (cells: readonly number[]) => cells.slice(0, -1).reduce((a, b) => a + b, 0);
  return { asymmetricMatch: (cells: readonly number[]) => sum(cells) === count };
};

test.each<[string, () => void, Readonly<Record<string, unknown>>]>([
  ['recordEventsReceived', () => metrics.recordEventsReceived(500), { 'events.received{}': 500 }],
  [
    'recordEventProcessed',
    () => metrics.recordEventProcessed({ result: 'error' }, 0.003),
    {
      'events.processed{result=error}': 1,
      'event.processing.duration{result=error}': threeMs,
    },
  ],
  [
    'recordPipelineFailed',
    () => metrics.recordPipelineFailed({ error_type: 'DecodeError' }),
    { 'pipeline.errors{error_type=DecodeError}': 1 },
  ],
  ['recordPipelineLag', () => metrics.recordPipelineLag(2.5), { 'pipeline.lag{}': 2.5 }],
  ['recordBackpressure', () => metrics.recordBackpressure(), { 'backpressure.events{}': 1 }],
  [
    'recordWindowCreated',
    () => metrics.recordWindowCreated(tumbling),
    {
      'windows.created{window_type=tumbling}': 1,
      'windows.active{window_type=tumbling}': 1,
    },
  ],
  ['recordEventLate', () => metrics.recordEventLate(), { 'late.events{}': 1 }],
  ['recordEventOutOfOrder', () => metrics.recordEventOutOfOrder(), { 'out_of_order.events{}': 1 }],
  [
    'recordWatermarkUpdated',
    () => metrics.recordWatermarkUpdated(0.25),
    { 'watermark.updates{}': 1, 'watermark.lag{}': 0.25 },
  ],
  [
    'recordAggregationComputed',
    () => metrics.recordAggregationComputed(average, 0.003),
    {
      'aggregations.computed{aggregate_type=avg}': 1,
      'aggregation.duration{aggregate_type=avg}': threeMs,
    },
  ],
  [
    'recordAggregationFailed',
    () => metrics.recordAggregationFailed(average),
    { 'aggregation.errors{aggregate_type=avg}': 1 },
  ],
  [
    'recordStateOperation',
    () => metrics.recordStateOperation(redisGet, 0.003),
    { [`state.operations{${redis}}`]: 1, [`state.operation.duration{${redis}}`]: threeMs },
  ],
  [
    'recordCacheHit',
    () => metrics.recordCacheHit({ layer: 'l1' }),
    { 'state.cache.hits{layer=l1}': 1 },
  ],
  [
    'recordCacheMissed',
    () => metrics.recordCacheMissed({ layer: 'l2' }),
    { 'state.cache.misses{layer=l2}': 1 },
  ],
  [
    'recordStateSize',
    () => metrics.recordStateSize(4096, { backend: 'redis' }),
    { 'state.size{backend=redis}': 4096 },
  ],
  [
    'recordStateEvicted',
    () => metrics.recordStateEvicted(3, { backend: 'memory' }),
    { 'state.evictions{backend=memory}': 3 },
  ],
  [
    'recordDedupChecked of a new event',
    () => metrics.recordDedupChecked('unique'),
    { 'dedup.events_checked{}': 1 },
  ],
  [
    'recordDedupChecked of a duplicate',
    () => metrics.recordDedupChecked('duplicate'),
    { 'dedup.events_checked{}': 1, 'dedup.duplicates_found{}': 1 },
  ],
  ['recordDedupCacheSize', () => metrics.recordDedupCacheSize(10), { 'dedup.cache.size{}': 10 }],
  [
    'recordDedupCacheEvicted',
    () => metrics.recordDedupCacheEvicted(2),
    { 'dedup.cache.evictions{}': 2 },
  ],
  [
    'recordEventsNormalized',
    () => metrics.recordEventsNormalized(8),
    { 'normalization.events{}': 8 },
  ],
  [
    'recordGapsFilled',
    () => metrics.recordGapsFilled(5, { strategy: 'linear' }),
    {
      'normalization.fill_operations{strategy=linear}': 1,
      'normalization.gaps_filled{}': 5,
    },
  ],
  [
    'recordOutliersDetected',
    () => metrics.recordOutliersDetected(1),
    { 'normalization.outliers_detected{}': 1 },
  ],
])('%s', (_name, record, expected) => {
  record();
  expect(seriesOf(store)).toEqual(expected);
});

describe('windows', () => {
  test('a window is active until it is triggered, with so many events', () => {
    metrics.recordWindowCreated(tumbling);
    metrics.recordWindowTriggered(tumbling, 100);
    expect(seriesOf(store)).toEqual({
      'windows.created{window_type=tumbling}': 1,
      'windows.triggered{window_type=tumbling}': 1,
      'window.size.events{window_type=tumbling}': [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 100],
    });
  });

  test('a window that is dropped is neither active nor triggered', () => {
    metrics.recordWindowCreated(tumbling);
    metrics.recordWindowDropped(tumbling);
    expect(seriesOf(store)).toEqual({ 'windows.created{window_type=tumbling}': 1 });
  });
});

/** Of sampled timers each is measured: there is no gap between them. */
function everyTimer(): void {
  jest.spyOn(Math, 'random').mockReturnValue(0);
  store = createStore();
  metrics = new ProcessorMetrics({ store });
}

afterEach(() => void jest.restoreAllMocks());

describe.each(['sync', 'async'] as const)('what is tracked, %s', (way) => {
  beforeEach(everyTimer);

  const error = new RangeError('no');
  const failing = (): never => {
    throw error;
  };

  test.each<[string, (fn: () => unknown) => unknown, object, object]>([
    [
      'an event',
      (fn) => metrics.trackEvent(fn),
      {
        'events.processed{result=success}': 1,
        'event.processing.duration{result=success}': measured(1),
      },
      {
        'events.processed{result=error}': 1,
        'event.processing.duration{result=error}': measured(1),
        'pipeline.errors{error_type=RangeError}': 1,
      },
    ],
    [
      'an aggregation',
      (fn) => metrics.trackAggregation(average, fn),
      {
        'aggregations.computed{aggregate_type=avg}': 1,
        'aggregation.duration{aggregate_type=avg}': measured(1),
      },
      { 'aggregation.errors{aggregate_type=avg}': 1 },
    ],
    [
      'an operation on state',
      (fn) => metrics.trackStateOperation(redisGet, fn),
      {
        [`state.operations{${redis}}`]: 1,
        [`state.operation.duration{${redis}}`]: measured(1),
      },
      {
        [`state.operations{${redis}}`]: 1,
        [`state.operation.duration{${redis}}`]: measured(1),
      },
    ],
  ])('%s', async (_what, track, succeeded, failed) => {
    const inWay = (fn: () => unknown) => (way === 'sync' ? fn : async () => fn());
    expect(await track(inWay(() => 7))).toBe(7);
    expect(seriesOf(store)).toEqual(succeeded);

    store = createStore();
    metrics = new ProcessorMetrics({ store });
    await expect((async () => track(inWay(failing)))()).rejects.toBe(error);
    expect(seriesOf(store)).toEqual(failed);
  });
});

test('an operator is active until it is stopped', () => {
  const operator = metrics.startOperator();
  metrics.startOperator();
  expect(seriesOf(store)).toEqual({ 'pipeline.operators_active{}': 2 });
  operator.stop();
  expect(seriesOf(store)).toEqual({ 'pipeline.operators_active{}': 1 });
});

test('an operator is active while it is tracked, and timed also when it fails', async () => {
  const active = () => seriesOf(store)['pipeline.operators_active{}'];
  let finish = (_result: number) => {};
  const running = metrics.trackOperator(
    { operator: 'read' },
    () => new Promise<number>((resolve) => (finish = resolve)),
  );
  expect(active()).toBe(1);
  finish(7);
  expect(await running).toBe(7);
  const failing = () => {
    throw new Error('no more');
  };
  expect(() => metrics.trackOperator({ operator: 'write' }, failing)).toThrow('no more');
  expect(seriesOf(store)).toEqual({
    'operator.duration{operator=read}': measured(1),
    'operator.duration{operator=write}': measured(1),
  });
});

test('a bound instrument records into the series of the methods', () => {
  const received = metrics.eventsReceived.bind();
  const latency = metrics.processingDuration.bind({ result: 'error' });
  received.add(10);
  latency.record(0.003);
  metrics.recordEventsReceived(1);
  expect(seriesOf(store)).toEqual({
    'events.received{}': 11,
    'event.processing.duration{result=error}': threeMs,
  });
});

test('what has only closed labels is there from the start', () => {
  const empty = store.families().filter(({ live }) => live === 0);
  const own = empty.map(({ name }) => name).filter((name) => !name.startsWith('meterkit'));
  expect(own).toEqual(['pipeline.errors', 'operator.duration']);
});

test.each([undefined, null, 'avg'])('%p for labels throws nowhere', (given) => {
  const wrong = given as never; // what the compiler would refuse
  metrics.recordEventProcessed(wrong, wrong);
  metrics.recordWindowTriggered(wrong, 1);
  expect(metrics.trackAggregation(wrong, () => 7)).toBe(7);
  expect(metrics.trackStateOperation(wrong, () => 8)).toBe(8);
  expect(metrics.trackOperator(wrong, () => 9)).toBe(9);
});
