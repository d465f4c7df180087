import { createServer } from 'node:http';
import { createStore } from '@meterkit/instruments';
import { OpenMetricsExporter, StoreMetricProducer } from '@meterkit/sdk';
import type { Meter } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  AggregationType,
  InMemoryMetricExporter,
  MeterProvider,
  type MetricProducer,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { OrderMetrics, sample, takePort } from '../running.js';

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** A provider made by somebody else, with the exporter as its reader. */
function provided(options: ConstructorParameters<typeof OpenMetricsExporter>[0] = {}) {
  const store = createStore();
  const exporter = new OpenMetricsExporter({
    store,
    logLevel: 'none',
    preventServerStart: true,
    ...options,
  });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': 'theirs' }),
    readers: [exporter],
  });
  stops.push(() => provider.shutdown());
  return {
    store,
    exporter,
    meter: provider.getMeter('app', '1.0'),
    provider,
    page: () => pageOf(exporter),
  };
}

async function pageOf(exporter: OpenMetricsExporter): Promise<string> {
  const server = createServer((request, response) =>
    exporter.getMetricsRequestHandler(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      headers: { accept: 'application/openmetrics-text; version=1.0.0' },
    });
    if (response.status !== 200) throw new Error(`status ${response.status}`);
    return await response.text();
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

test('shows every kind of instrument of a provider made by somebody else', async () => {
  const { meter, page } = provided({ page: { scopeLabels: false } });
  meter.createCounter('c', { unit: '{thing}', description: 'C.' }).add(2, { a: 1, b: true });
  meter.createUpDownCounter('u').add(-3);
  meter.createGauge('g', { unit: '1' }).record(0.5);
  meter
    .createHistogram('h', { unit: 's', advice: { explicitBucketBoundaries: [1, 2] } })
    .record(1.5);
  meter.createObservableCounter('oc', { unit: 'By' }).addCallback((r) => r.observe(10));
  meter.createObservableGauge('og').addCallback((r) => r.observe(4, { x: 'y' }));
  const text = await page();
  expect(sample(text, 'c_total{a="1",b="true"}')).toBe('2');
  expect(sample(text, 'u')).toBe('-3');
  expect(sample(text, 'g_ratio')).toBe('0.5');
  expect(sample(text, 'h_seconds_bucket{le="2.0"}')).toBe('1');
  expect(sample(text, 'h_seconds_sum')).toBe('1.5');
  expect(sample(text, 'oc_bytes_total')).toBe('10');
  expect(sample(text, 'og{x="y"}')).toBe('4');
  expect(text).toContain('target_info{service_name="theirs"} 1');
});

test('puts the scope on every sample, as the specification has it for exporters', async () => {
  const { meter, page } = provided();
  meter.createCounter('c').add(1);
  expect(await page()).toContain('c_total{otel_scope_name="app",otel_scope_version="1.0"} 1');
});

test('has the typed meters of its store on the page', async () => {
  const { store, page } = provided({ page: { scopeLabels: false } });
  new OrderMetrics({ store }).placed.add(4, { region: 'eu' });
  expect(sample(await page(), 'orders_placed_total{region="eu"}')).toBe('4');
});

test('merges one name in two scopes, and sums their equal series', async () => {
  const { provider, page } = provided({ page: { scopeLabels: false } });
  provider.getMeter('one').createCounter('requests').add(1, { code: '200' });
  provider.getMeter('two').createCounter('requests').add(2, { code: '200' });
  const text = await page();
  expect(sample(text, 'requests_total{code="200"}')).toBe('3');
  expect(text.match(/^# TYPE requests counter$/gm)).toHaveLength(1);
});

test.each<[string, (meter: Meter) => void]>([
  [
    'throws',
    (m) =>
      m.createObservableGauge('bad').addCallback(() => {
        throw new Error('no');
      }),
  ],
  [
    'throws null',
    (m) =>
      m.createObservableGauge('bad').addCallback(() => {
        throw null;
      }),
  ],
  [
    'rejects',
    (m) => m.createObservableGauge('bad').addCallback(() => Promise.reject(new Error('no'))),
  ],
  [
    'rejects with nothing',
    (m) => m.createObservableGauge('bad').addCallback(() => Promise.reject()),
  ],
])('keeps everything else when a callback %s, and counts it', async (_, misbehave) => {
  const { meter, page } = provided({ page: { scopeLabels: false } });
  meter.createCounter('good').add(1);
  misbehave(meter);
  const text = await page();
  expect(sample(text, 'good_total')).toBe('1');
  expect(sample(text, 'meterkit_collect_failures_total{collector="sdk",cause="error"}')).toBe('1');
});

test.each<[string, MetricProducer['collect']]>([
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no'))],
  ['hangs', () => new Promise(() => {})],
])('keeps everything else when another producer %s', async (_, collect) => {
  const { meter, page } = provided({
    page: { scopeLabels: false },
    scrape: { callbackTimeoutMs: 100 },
    metricProducers: [{ collect }],
  });
  meter.createCounter('good').add(1);
  const text = await page();
  expect(sample(text, 'good_total')).toBe('1');
  expect(text).toMatch(
    /meterkit_collect_failures_total\{collector="producer_1",cause="(error|timeout)"\} 1/,
  );
});

test('lives through attributes that are functions, symbols, BigInt or circular', async () => {
  const { meter, page } = provided({ page: { scopeLabels: false } });
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const counter = meter.createCounter('odd');
  for (const value of [() => 1, Symbol('s'), [1, 'a"b'], { a: 1 }])
    counter.add(1, { value } as never);
  meter.createCounter('good').add(1);
  expect(sample(await page(), 'good_total')).toBe('1');
});

test('counts what a negative or NaN total would make invalid, and leaves it out', async () => {
  const { meter, page } = provided({ page: { scopeLabels: false } });
  meter.createCounter('c').add(Number.NaN);
  meter.createCounter('good').add(1);
  const text = await page();
  expect(text).not.toMatch(/^c_total/m);
  expect(sample(text, 'good_total')).toBe('1');
});

test('leaves out an exponential histogram and a delta sum, and is partial then', async () => {
  const store = createStore();
  const exporter = new OpenMetricsExporter({ store, logLevel: 'none', preventServerStart: true });
  const provider = new MeterProvider({
    readers: [exporter],
    views: [{ instrumentName: 'e', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
  });
  stops.push(() => provider.shutdown());
  provider.getMeter('m').createHistogram('e').record(1);
  await pageOf(exporter);
  const text = await pageOf(exporter);
  expect(text).not.toMatch(/^# TYPE e /m);
  expect(sample(text, 'meterkit_scrapes_total{otel_scope_name="meterkit",outcome="partial"}')).toBe(
    '1',
  );
});

test('answers 500 when it is bound to no provider, never an empty page', async () => {
  const exporter = new OpenMetricsExporter({
    preventServerStart: true,
    logLevel: 'none',
    store: createStore(),
  });
  await expect(pageOf(exporter)).rejects.toThrow('status 500');
});

test('serves by itself unless told not to, and tells when it cannot', async () => {
  const { port, server } = await takePort();
  const refused = await new Promise((resolve) => {
    new OpenMetricsExporter({ scrape: { port }, logLevel: 'none', store: createStore() }, resolve);
  });
  expect(refused).toMatchObject({ code: 'EADDRINUSE' });
  await new Promise((resolve) => server.close(resolve));
  const exporter = await new Promise<OpenMetricsExporter>((resolve, reject) => {
    const made: OpenMetricsExporter = new OpenMetricsExporter(
      { scrape: { port: 0 }, logLevel: 'none', store: createStore() },
      (error) => (error === undefined ? resolve(made) : reject(error)),
    );
  });
  const provider = new MeterProvider({ readers: [exporter] });
  stops.push(() => provider.shutdown());
  expect((await fetch(exporter.endpoint.url ?? '')).status).toBe(200);
});

test('gives the series of a store to any other reader', async () => {
  const store = createStore();
  const orders = new OrderMetrics({ store });
  orders.placed.add(2, { region: 'eu' });
  const memory = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const provider = new MeterProvider({
    readers: [
      new PeriodicExportingMetricReader({
        exporter: memory,
        metricProducers: [new StoreMetricProducer(store)],
      }),
    ],
  });
  await provider.forceFlush();
  const exported = memory.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics);
  const placed = exported
    .find(({ scope }) => scope.name === 'orders')
    ?.metrics.find(({ descriptor }) => descriptor.name === 'orders.placed');
  expect(placed?.dataPoints).toEqual([
    expect.objectContaining({ attributes: { region: 'eu' }, value: 2 }),
  ]);
  await provider.shutdown();
});
