import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  type CollectionResult,
  DataPointType,
  MeterProvider,
  type MetricProducer,
  MetricReader,
} from '@opentelemetry/sdk-metrics';
import { guardProducer } from '../../src/opentelemetry/guard-producer.js';

const resource = resourceFromAttributes({ 'service.name': 'theirs' });

const something: CollectionResult = {
  resourceMetrics: {
    resource,
    scopeMetrics: [{ scope: { name: 'app' }, metrics: [] }],
  },
  errors: [],
};

const nothing = (of = resourceFromAttributes({})): CollectionResult => {
  return { resourceMetrics: { resource: of, scopeMetrics: [] }, errors: [] };
};

function guarded(collect: MetricProducer['collect']) {
  const failures: unknown[][] = [];
  const producer = guardProducer({ collect }, (...failure) => void failures.push(failure));
  return { failures, collect: (timeoutMillis = 1) => producer.collect({ timeoutMillis }) };
}

test('passes on what is collected, and the time for it', async () => {
  const upstream = jest.fn(async () => something);
  const { failures, collect } = guarded(upstream);
  expect(await collect(500)).toEqual(something);
  expect(upstream).toHaveBeenCalledWith({ timeoutMillis: 500 });
  expect(failures).toEqual([]);
});

test.each<[string, unknown, MetricProducer['collect']]>([
  [
    'throws',
    'no',
    () => {
      throw 'no';
    },
  ],
  ['rejects', 'no', () => Promise.reject('no')],
  ['rejects with nothing', undefined, () => Promise.reject()],
])('gives nothing, and tells why, when the producer %s', async (_, error, upstream) => {
  const { failures, collect } = guarded(upstream);
  expect(await collect()).toEqual(nothing());
  expect(failures).toEqual([['error', error]]);
});

test('gives nothing when the producer gives something else', async () => {
  const { failures, collect } = guarded(async () => ({}) as CollectionResult);
  expect(await collect()).toEqual(nothing());
  expect(failures).toEqual([['error', expect.any(TypeError)]]);
});

class TimeoutError extends Error {} // as upstream's, whose name is that of its class only

test('tells the errors of a collection one by one, and which were timeouts', async () => {
  const errors = [
    new Error('no'),
    null,
    new TimeoutError('late'),
    Object.assign(new Error(), { name: 'TimeoutError' }),
  ];
  const { failures, collect } = guarded(async () => ({ ...something, errors }));
  expect(await collect()).toEqual(something);
  expect(failures).toEqual([
    ['error', errors[0]],
    ['error', null],
    ['timeout', errors[2]],
    ['timeout', errors[3]],
  ]);
});

test('knows the timeouts of the SDK', async () => {
  const failures: string[] = [];
  const reader = new (class extends MetricReader {
    override setMetricProducer(producer: MetricProducer): void {
      super.setMetricProducer(guardProducer(producer, (cause) => void failures.push(cause)));
    }
    override async onShutdown(): Promise<void> {}
    override async onForceFlush(): Promise<void> {}
  })();
  const meter = new MeterProvider({ readers: [reader] }).getMeter('app');
  meter.createCounter('good').add(1);
  meter.createObservableGauge('hangs').addCallback(() => new Promise(() => {}));
  const { resourceMetrics } = await reader.collect({ timeoutMillis: 1 });
  expect(failures).toEqual(['timeout']);
  expect(resourceMetrics.scopeMetrics[0]?.metrics[0]).toMatchObject({
    descriptor: { name: 'good' },
    dataPointType: DataPointType.SUM,
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  });
});

test('does not begin again with a producer that is late, until it has ended', async () => {
  let end: (result: CollectionResult) => void = () => undefined;
  const upstream = jest.fn(
    () =>
      new Promise<CollectionResult>((resolve) => {
        end = resolve;
      }),
  );
  const { failures, collect } = guarded(upstream);
  for (let i = 0; i < 1000; i++) expect(await collect()).toEqual(nothing());
  expect(upstream).toHaveBeenCalledTimes(1);
  expect(failures).toHaveLength(1000);
  expect(new Set(failures.map(([cause]) => cause))).toEqual(new Set(['timeout']));
  end(something);
  upstream.mockImplementation(async () => something);
  await new Promise((resolve) => setImmediate(resolve));
  expect(await collect()).toEqual(something);
});

test('hears of no rejection of a producer that was late', async () => {
  let fail: (error: Error) => void = () => undefined;
  const { collect } = guarded(
    () =>
      new Promise((_, reject) => {
        fail = reject;
      }),
  );
  await collect();
  fail(new Error('late')); // an unhandled rejection would fail this test
  await new Promise((resolve) => setImmediate(resolve));
});

test('keeps the resource that it had when a later collection fails', async () => {
  const results = [Promise.resolve(something), Promise.reject(new Error('no'))];
  const { collect } = guarded(() => results.shift() as Promise<CollectionResult>);
  await collect();
  expect(await collect()).toEqual(nothing(resource));
});
