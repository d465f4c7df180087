import { createStore, type Store } from '@meterkit/instruments';
import {
  OpenMetricsExporter,
  type OpenMetricsExporterOptions,
  StoreMetricProducer,
} from '@meterkit/sdk';
import type { Meter, ObservableResult } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  AggregationType,
  InMemoryMetricExporter,
  InstrumentType,
  MeterProvider,
  type MetricProducer,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import type { CollectedPage } from '../../src/collected-page.js';
import { OrderMetrics, sample, takePort } from '../running.js';
import { deferred, requestRaw, serve, stopServers } from '../serving.js';

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all([stopServers(), ...stops.splice(0).map((stop) => stop())]);
});

/** A provider made by somebody else, with the exporter as its reader. */
function provided(
  options: ConstructorParameters<typeof OpenMetricsExporter>[0] = {},
  resource = resourceFromAttributes({ 'service.name': 'theirs' }),
) {
  const store = createStore();
  const exporter = new OpenMetricsExporter({
    store,
    logLevel: 'none',
    preventServerStart: true,
    ...options,
  });
  const provider = new MeterProvider({ resource, readers: [exporter] });
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
  const url = await serve((request, response) =>
    exporter.getMetricsRequestHandler(request, response),
  );
  const response = await fetch(url, {
    headers: { accept: 'application/openmetrics-text; version=1.0.0' },
  });
  if (response.status !== 200) throw new Error(`status ${response.status}`);
  return response.text();
}

test('rule 67: shows every kind of instrument of a provider made by somebody else', async () => {
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
  expect(sample(await page(), 'meterkit_scrapes_total{outcome="partial"}')).toBe('1');
});

test('keeps everything else when a callback hangs, and counts it as a timeout', async () => {
  const { meter, page } = provided({
    page: { scopeLabels: false },
    scrape: { callbackTimeoutMs: 100 },
  });
  meter.createCounter('good').add(1);
  meter.createObservableGauge('bad').addCallback(() => new Promise(() => {}));
  const text = await page();
  expect(sample(text, 'good_total')).toBe('1');
  expect(sample(text, 'meterkit_collect_failures_total{collector="sdk",cause="timeout"}')).toBe(
    '1',
  );
});

test('counts failures of all collectors from zero', async () => {
  const { page } = provided({
    page: { scopeLabels: false },
    metricProducers: [{ collect: () => Promise.reject(new Error('not yet')) }],
  });
  const text = await page();
  for (const series of [
    'collector="sdk",cause="error"',
    'collector="sdk",cause="timeout"',
    'collector="producer_1",cause="timeout"',
  ])
    expect(sample(text, `meterkit_collect_failures_total{${series}}`)).toBe('0');
});

test('is partial when the callback of a typed meter fails', async () => {
  const { store, page } = provided({ page: { scopeLabels: false } });
  new OrderMetrics({ store }).open.observe(() => {
    throw new Error('no');
  });
  await page();
  expect(sample(await page(), 'meterkit_scrapes_total{outcome="partial"}')).toBe('1');
});

test.each<[string, (ask: () => Promise<void>, meter: Meter, store: Store) => void]>([
  ['of OpenTelemetry', (ask, meter) => meter.createObservableGauge('o').addCallback(ask)],
  ['of a typed meter', (ask, _, store) => void new OrderMetrics({ store }).open.observe(ask)],
])(
  'a callback %s that asks for a page waits for itself, once, until its time is over',
  async (_, add) => {
    const { exporter, meter, store, page } = provided({
      page: { scopeLabels: false },
      scrape: { callbackTimeoutMs: 100 },
    });
    meter.createCounter('good').add(1);
    const pages: CollectedPage[] = [];
    const callback = jest.fn(async () => {
      pages.push(await exporter.collectPage({ timeoutMs: 100 }));
    });
    add(callback, meter, store);
    expect(sample(await page(), 'good_total')).toBe('1');
    expect(callback).toHaveBeenCalledTimes(1);
    while (pages.length === 0) await new Promise((resolve) => setImmediate(resolve));
    for (const { end } of pages) end();
  },
);

test('pages that are asked for in one turn of the event loop share a collection', async () => {
  const { exporter, meter } = provided({ page: { scopeLabels: false } });
  const callback = jest.fn();
  meter.createObservableGauge('seen').addCallback(callback);
  const first = exporter.collectPage({ timeoutMs: 100 });
  await new Promise<void>((resolve) => process.nextTick(resolve)); // nothing but promises is between them
  const second = exporter.collectPage({ timeoutMs: 100 });
  for (const { end } of await Promise.all([first, second])) end();
  expect(callback).toHaveBeenCalledTimes(1);
});

test('rule 2: fifty scrapes at once share the runs of a callback', async () => {
  const { exporter, meter } = provided({
    page: { scopeLabels: false },
    scrape: { maxConcurrent: 50 },
  });
  const entered = deferred();
  const released = deferred();
  const callback = jest.fn(async (result: ObservableResult) => {
    entered.resolve();
    await released.promise;
    result.observe(7);
  });
  meter.createObservableGauge('slow').addCallback(callback);
  const arrived = jest.spyOn(exporter.endpoint, 'scrape');
  const pages = Array.from({ length: 50 }, () => pageOf(exporter));
  await entered.promise;
  while (arrived.mock.calls.length < 50) await new Promise((resolve) => setImmediate(resolve));
  released.resolve();
  for (const page of await Promise.all(pages)) expect(sample(page, 'slow')).toBe('7');
  expect(callback).toHaveBeenCalledTimes(1);
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

test('rule 71: leaves out an exponential histogram and a delta sum, and is partial then', async () => {
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
  expect(text).toMatch(/^meterkit_page_problems_total\{.*problem="unsupported_kind"\} 2$/m);
  expect(sample(text, 'meterkit_scrapes_total{otel_scope_name="meterkit",outcome="partial"}')).toBe(
    '1',
  );
});

test('waits for a resource that is being detected', async () => {
  const detected = deferred();
  const { page } = provided(
    {},
    resourceFromAttributes({ 'host.name': detected.promise.then(() => 'h1') }),
  );
  const text = page();
  detected.resolve();
  expect(await text).toContain('target_info{host_name="h1"} 1');
});

test('waits for a resource once, and shows what is known of it', async () => {
  const resource = resourceFromAttributes({
    'service.name': 'theirs',
    'host.name': new Promise<string>(() => {}),
    'host.id': Promise.reject(new Error('no')),
  });
  const { page } = provided({ scrape: { callbackTimeoutMs: 100 } }, resource);
  const waited = jest.spyOn(resource, 'waitForAsyncAttributes');
  for (let i = 0; i < 3; i++)
    expect(await page()).toContain('target_info{service_name="theirs"} 1');
  expect(waited).toHaveBeenCalledTimes(1);
});

test('lives through a resource whose detection fails', async () => {
  const resource = resourceFromAttributes({ 'service.name': 'theirs' });
  jest.spyOn(resource, 'waitForAsyncAttributes').mockRejectedValue(new Error('no'));
  const { page } = provided({}, resource);
  expect(await page()).toContain('target_info{service_name="theirs"} 1');
});

test('lives through a resource of functions, BigInts and circles', async () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const odd = { name: 'odd', function: () => 1, big: 1n, circular, nothing: undefined };
  const { page } = provided({}, resourceFromAttributes(odd as never));
  expect(await page()).toMatch(/^target_info\{name="odd"(,big="1")?\} 1$/m); // OpenTelemetry 3 drops the BigInt itself
});

test('two providers have pages of their own, with the same typed meters', async () => {
  const store = createStore();
  const options = { store, page: { scopeLabels: false } };
  const [one, two] = [provided(options), provided(options)];
  one.meter.createCounter('one').add(1);
  two.meter.createCounter('two').add(2);
  new OrderMetrics({ store }).placed.add(3, { region: 'eu' });
  const pages = await Promise.all([one.page(), two.page()]);
  expect(pages.map((page) => sample(page, 'one_total'))).toEqual(['1', undefined]);
  expect(pages.map((page) => sample(page, 'two_total'))).toEqual([undefined, '2']);
  for (const page of pages) expect(sample(page, 'orders_placed_total{region="eu"}')).toBe('3');
});

test('belongs to one provider only', () => {
  const { exporter } = provided();
  expect(() => new MeterProvider({ readers: [exporter] })).toThrow('bound to a MeterProvider');
});

test('answers nothing but GET and HEAD', async () => {
  const { exporter } = provided();
  const url = await serve((request, response) =>
    exporter.getMetricsRequestHandler(request, response),
  );
  const statuses = ['GET', 'HEAD', 'POST'].map(
    async (method) => (await requestRaw(url, { method })).status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 200, 405]);
});

test('lives through requests that somebody has answered before', async () => {
  const { exporter, meter } = provided({ scrape: { maxConcurrent: 1 } });
  const released = deferred();
  meter.createObservableGauge('slow').addCallback(() => released.promise);
  const scrapes: Promise<void>[] = [];
  const url = await serve((request, response) => {
    response.end('theirs');
    scrapes.push(exporter.endpoint.scrape(request, response));
  });
  for (const method of ['GET', 'GET', 'POST'])
    await requestRaw(url, { method }).catch(() => undefined); // the second is one too many
  released.resolve();
  await expect(Promise.all(scrapes)).resolves.toHaveLength(3);
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

test.each<[string, OpenMetricsExporterOptions, boolean]>([
  [
    'scrape.listen is false, but for health',
    { scrape: { listen: false }, health: { port: 0 } },
    true,
  ],
  ['it is disabled', { disabled: true, scrape: { port: 0 }, health: { port: 0 } }, false],
])('listens no more than it is told: %s', async (_, options, hasHealth) => {
  const { endpoint } = await new Promise<OpenMetricsExporter>((resolve) => {
    const made: OpenMetricsExporter = new OpenMetricsExporter(
      { logLevel: 'none', store: createStore(), ...options },
      () => resolve(made),
    );
    stops.push(() => made.shutdown());
  });
  expect(endpoint.url).toBeUndefined();
  expect(endpoint.healthUrl !== undefined).toBe(hasHealth);
});

test('is not ready from its shutdown on, wherever it is mounted', async () => {
  const { exporter, provider } = provided();
  const url = await serve((request, response) => void exporter.endpoint.handle(request, response));
  const ready = async () => (await fetch(`${url}/ready`)).status;
  expect(await ready()).toBe(200);
  await provider.shutdown();
  expect(await ready()).toBe(503);
});

test('keeps to itself that its callback throws', async () => {
  const error = jest.fn();
  const silent = { warn: () => {}, info: () => {}, debug: () => {} };
  const called = deferred();
  const exporter = new OpenMetricsExporter(
    { scrape: { port: 0 }, logger: { ...silent, error }, store: createStore() },
    () => {
      called.resolve();
      throw new Error('theirs');
    },
  );
  stops.push(() => exporter.shutdown());
  await called.promise;
  await new Promise((resolve) => setImmediate(resolve)); // an unhandled rejection would fail this test
  expect(error).toHaveBeenCalledWith(
    'OpenMetricsExporter: its callback failed',
    new Error('theirs'),
  );
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

test('rule 62: asks every instrument for cumulative sums', () => {
  const exporter = new OpenMetricsExporter({
    preventServerStart: true,
    logLevel: 'none',
    store: createStore(),
  });
  for (const type of Object.values(InstrumentType))
    expect(exporter.selectAggregationTemporality(type)).toBe(AggregationTemporality.CUMULATIVE);
});
