import { fromPromClient, type PromClientRegistry } from '@meterkit/sdk/prom-client';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { libraries, newRegistry } from './registries.js';

/** Neither library: only what is asked of them. */
function registryOf(...metrics: readonly object[]): PromClientRegistry {
  return { contentType: 'text/plain', getMetricsAsArray: () => metrics };
}

function gauge(name: string, get: () => unknown) {
  return { name, get };
}

const reading = (name: string) => ({ name, help: 'G.', type: 'gauge', values: [{ value: 1 }] });
const good = gauge('good', () => reading('good'));

async function collected(registry: PromClientRegistry, timeoutMillis?: number) {
  const { resourceMetrics, errors } = await fromPromClient(registry).collect(
    timeoutMillis === undefined ? undefined : { timeoutMillis },
  );
  return {
    names: resourceMetrics.scopeMetrics[0]?.metrics.map(({ descriptor }) => descriptor.name),
    errors: errors.map(String),
  };
}

test.each<[string, () => unknown, string]>([
  ['rejects', () => Promise.reject(new Error('no database')), 'Error: no database'],
  [
    'throws',
    () => {
      throw new Error('no');
    },
    'Error: no',
  ],
  ['gives nothing', () => undefined, 'TypeError: it gives no values'],
  [
    'is of an odd type',
    () => ({ ...reading('bad'), type: 'odd' }),
    'TypeError: a page has no metric of the type odd',
  ],
])(
  'a metric that %s is missing alone, and all such are told in one error',
  async (_, get, reason) => {
    const registry = registryOf(gauge('bad', get), good, gauge('worse', get));
    expect(await collected(registry)).toEqual({
      names: ['good'],
      errors: [`Error: bad: ${reason}; worse: ${reason}`],
    });
  },
);

test('a metric that hangs is missing alone, and is not asked again until it has answered', async () => {
  let answer = (_: unknown): void => undefined;
  const answered = new Promise((resolve) => {
    answer = resolve;
  });
  const get = jest.fn(() => answered);
  const registry = registryOf(gauge('slow', get), good);
  expect(await collected(registry, 1)).toEqual({
    names: ['good'],
    errors: ['TimeoutError: slow: it has not ended within 1 ms'],
  });
  expect((await collected(registry, 60_000)).errors).toEqual([
    'TimeoutError: slow: an earlier run of its collect has not ended',
  ]);
  expect(get).toHaveBeenCalledTimes(1);
  answer(reading('slow'));
  await new Promise((resolve) => setImmediate(resolve)); // it has been heard
  expect(await collected(registry, 60_000)).toEqual({ names: ['slow', 'good'], errors: [] });
});

test('rejects when the registry itself cannot be read', async () => {
  const registry = {
    contentType: 'text/plain',
    getMetricsAsArray: () => {
      throw new Error('no registry');
    },
  };
  await expect(fromPromClient(registry).collect()).rejects.toThrow('no registry');
});

test.each(libraries)(
  'other readers have the series of %s as points, and no summaries',
  async (_, library) => {
    const registry = newRegistry(library, 'text');
    const config = { help: 'H.', registers: [registry] };
    new library.Counter({ ...config, name: 'jobs' }).inc(2);
    new library.Histogram({ ...config, name: 'age', buckets: [1] }).observe(3);
    new library.Summary({ ...config, name: 'size' }).observe(3);
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({
      exporter,
      metricProducers: [fromPromClient(registry)],
    });
    const provider = new MeterProvider({ readers: [reader] });
    await provider.forceFlush();
    const metrics = exporter.getMetrics()[0]?.scopeMetrics[0]?.metrics ?? [];
    expect(
      metrics.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints[0]?.value]),
    ).toEqual([
      ['jobs', 2],
      ['age', { buckets: { boundaries: [1], counts: [0, 1] }, sum: 3, count: 1 }],
      ['size', undefined],
    ]);
    expect(metrics[0]).toMatchObject({ isMonotonic: true });
    const [seconds = 0] = metrics[0]?.dataPoints[0]?.startTime ?? [];
    expect(seconds).toBe(Math.floor(performance.timeOrigin / 1000));
    await provider.shutdown();
  },
);
