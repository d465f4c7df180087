import { createServer } from 'node:http';
import { createStore } from '@meterkit/instruments';
import { OpenMetricsExporter } from '@meterkit/sdk';
import { fromPromClient } from '@meterkit/sdk/prom-client';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { OrderMetrics, sample, start, stopAll, urlOf } from '../running.js';
import { type Library, libraries, newRegistry } from './registries.js';

afterEach(stopAll);

const missing = (cause: 'error' | 'timeout') =>
  `meterkit_collect_failures_total{collector="producer_1",cause="${cause}"}`;

function logged() {
  const lines: string[] = [];
  const log = (message: string): void => void lines.push(message);
  return {
    lines,
    logger: { error: log, warn: log, info: log, debug: log },
    logLevel: 'warn',
  } as const;
}

describe.each(libraries)('a registry of %s on the page of init()', (_, library) => {
  const { AggregatorRegistry, Counter, Gauge, Histogram, Summary, collectDefaultMetrics } = library;

  function registryWith(make: (registers: InstanceType<Library['Registry']>[]) => void) {
    const registry = newRegistry(library, 'text');
    make([registry]);
    return registry;
  }

  const jobs = (amount: number, name = 'jobs_total') =>
    registryWith((registers) => new Counter({ name, help: 'Jobs.', registers }).inc(amount));

  test('is beside typed meters and OpenTelemetry instruments, in each format', async () => {
    const telemetry = await start({ metricProducers: [fromPromClient(jobs(2))] });
    telemetry.get(OrderMetrics).placed.add(1, { region: 'eu' });
    for (const format of ['text', 'openmetrics'] as const) {
      const page = await telemetry.collectText(format);
      expect(sample(page, 'jobs_total')).toBe('2');
      expect(sample(page, 'orders_placed_total{region="eu"}')).toBe('1');
    }
  });

  test('may be one of several', async () => {
    const late = { name: 'age', help: 'Age.', labelNames: ['a'], buckets: [1] };
    const empty = registryWith((registers) => void new Histogram({ ...late, registers }));
    const full = registryWith((registers) =>
      new Histogram({ ...late, registers }).observe({ a: 'x' }, 2),
    );
    const registries = [jobs(2), jobs(3), jobs(5, 'mails'), empty, full];
    const telemetry = await start({ metricProducers: registries.map(fromPromClient) });
    const page = await telemetry.collectText();
    expect(sample(page, 'jobs_total')).toBe('5');
    expect(sample(page, 'mails')).toBe('5');
    expect(sample(page, 'age_count{a="x"}')).toBe('1');
  });

  test('has a family together with a meter that takes its place', async () => {
    const registry = registryWith((registers) => {
      const orders = {
        name: 'orders_placed_total',
        help: 'Orders placed.',
        labelNames: ['region'],
      };
      const placed = new Counter({ ...orders, registers });
      placed.inc({ region: 'eu' }, 3);
      placed.inc({ region: 'us' }, 4);
    });
    const telemetry = await start({ metricProducers: [fromPromClient(registry)] });
    telemetry.get(OrderMetrics).placed.add(1, { region: 'eu' });
    const page = await telemetry.collectText();
    expect(sample(page, 'orders_placed_total{region="eu"}')).toBe('4');
    expect(sample(page, 'orders_placed_total{region="us"}')).toBe('4');
  });

  test('may be that of a cluster', async () => {
    const workers = [jobs(2), jobs(3)].map((registry) => registry.getMetricsAsJSON());
    const age = registryWith((registers) =>
      new Histogram({ name: 'age', help: 'Age.', buckets: [1, 2], registers }).observe(1.5),
    );
    const metrics = [
      ...(await Promise.all(workers)),
      await age.getMetricsAsJSON(),
      await age.getMetricsAsJSON(),
    ];
    const registry = AggregatorRegistry.aggregate(structuredClone(metrics));
    const telemetry = await start({ metricProducers: [fromPromClient(registry)] });
    const page = await telemetry.collectText();
    expect(sample(page, 'jobs_total')).toBe('5');
    expect(sample(page, 'age_bucket{le="2.0"}')).toBe('2');
    expect(sample(page, 'age_sum')).toBe('3');
  });

  test('gives way to a meter of the same name, which is counted and told', async () => {
    const { lines, ...options } = logged();
    const registry = registryWith((registers) =>
      new Gauge({ name: 'orders_placed', help: 'Theirs.', registers }).set(1),
    );
    const telemetry = await start({ ...options, metricProducers: [fromPromClient(registry)] });
    telemetry.get(OrderMetrics).placed.add(1, { region: 'eu' });
    await telemetry.collectText();
    const page = await telemetry.collectText();
    expect(sample(page, 'orders_placed')).toBeUndefined();
    expect(sample(page, 'meterkit_page_problems_total{problem="type_conflict"}')).toBe('2');
    expect(lines).toEqual([
      'orders_placed: type_conflict: gauge "orders_placed" is left out: counter "orders.placed" of scope "orders" came first',
    ]);
  });

  test('loses a metric whose collect throws or hangs, which is counted and told', async () => {
    const { lines, ...options } = logged();
    const registry = registryWith((registers) => {
      new Counter({ name: 'jobs_total', help: 'Jobs.', registers }).inc(2);
      const collect = () => Promise.reject(new Error('no database'));
      new Gauge({ name: 'rows', help: 'Rows.', registers, collect });
      new Gauge({ name: 'slow', help: 'Slow.', registers, collect: () => new Promise(() => {}) });
    });
    const telemetry = await start({
      ...options,
      scrape: { callbackTimeoutMs: 100 },
      metricProducers: [fromPromClient(registry)],
    });
    await telemetry.collectText();
    const page = await telemetry.collectText();
    expect(sample(page, 'jobs_total')).toBe('2');
    expect(sample(page, 'rows')).toBeUndefined();
    expect(sample(page, missing('error'))).toBe('2');
    expect(sample(page, missing('timeout'))).toBe('2');
    expect(lines).toEqual([
      'producer_1: something of it is missing from the page (error): Error: rows: Error: no database',
      'producer_1: something of it is missing from the page (timeout): TimeoutError: slow: it has not ended within 100 ms',
    ]);
  });

  test('goes by the policies by name', async () => {
    const labelNames = ['tenant', 'region'];
    const registry = registryWith((registers) => {
      const common = { help: 'H.', labelNames, registers };
      new Counter({ ...common, name: 'jobs_total' }).inc({ tenant: 'a', region: 'eu' }, 2);
      new Counter({ ...common, name: 'plain' }).inc({ tenant: 'a' }, 2);
      new Gauge({ ...common, name: 'secret' }).set({}, 2);
      const size = new Summary({ ...common, name: 'size', percentiles: [0.5] });
      for (const tenant of ['a', 'b']) size.observe({ tenant }, 3);
    });
    const telemetry = await start({
      metricProducers: [fromPromClient(registry)],
      instruments: {
        dropLabels: { jobs_total: ['tenant'], plain: ['tenant'], size: ['tenant'] },
        rename: { jobs_total: 'tasks' },
      },
      page: { exclude: ['secret', 'meterkit_*', 'target'], constantLabels: { zone: 'z' } },
    });
    expect(await telemetry.collectText('text')).toBe(`# HELP plain H.
# TYPE plain counter
plain{zone="z"} 2
# HELP size H.
# TYPE size summary
size{zone="z",quantile="0.5"} NaN
size_sum{zone="z"} 6
size_count{zone="z"} 2
# HELP tasks_total H.
# TYPE tasks_total counter
tasks_total{zone="z",region="eu"} 2
`);
  });

  test('is asked for by name[]', async () => {
    const registry = registryWith((registers) => {
      new Counter({ name: 'plain', help: 'Plain.', registers }).inc(2);
      new Summary({ name: 'size', help: 'Size.', percentiles: [], registers }).observe(1);
      new Gauge({ name: 'other', help: 'Other.', registers }).set(1);
    });
    const telemetry = await start({ metricProducers: [fromPromClient(registry)] });
    const response = await fetch(`${urlOf(telemetry)}?name[]=plain&name[]=size_count`);
    expect(await response.text()).toBe(`# HELP plain Plain.
# TYPE plain counter
plain 2
# HELP size Size.
# TYPE size summary
size_sum 1
size_count 1
`);
  });

  test('is on the page that the last scrape gets', async () => {
    const registry = newRegistry(library, 'text');
    const counter = new Counter({ name: 'jobs_total', help: 'Jobs.', registers: [registry] });
    const telemetry = await start({
      metricProducers: [fromPromClient(registry)],
      shutdown: { graceMs: 60_000 },
    });
    const url = urlOf(telemetry);
    for (let i = 0; i < 2; i++) await (await fetch(url)).text();
    counter.inc(7);
    const stopped = telemetry.shutdown();
    expect(sample(await (await fetch(url)).text(), 'jobs_total')).toBe('7');
    await stopped;
  });

  test('has its default metrics beside ours, of which one is the same', async () => {
    const { lines, ...options } = logged();
    const registry = newRegistry(library, 'text');
    collectDefaultMetrics({ register: registry });
    const server = createServer().listen(0);
    const telemetry = await start({
      ...options,
      automatic: { http: 'meterkit', process: true, runtime: true },
      metricProducers: [fromPromClient(registry)],
    });
    const page = await telemetry.collectText();
    server.close();
    expect(page).toContain('\nnodejs_version_info{');
    expect(page).toContain('\nnodejs_eventloop_utilization_ratio ');
    expect(lines).toEqual([
      expect.stringMatching(/^process_start_time_seconds: help_conflict: /),
      'process_start_time_seconds: series_merged: 1 series of gauge "process.start_time" of scope "@meterkit/auto-instrumentation/process" ' +
        'and gauge "process_start_time_seconds" had the labels of another: the last is kept',
    ]);
  });

  test('is taken by OpenMetricsExporter, which gives it no labels of a scope', async () => {
    const exporter = new OpenMetricsExporter({
      store: createStore(),
      logLevel: 'none',
      scrape: { port: 0 },
      metricProducers: [fromPromClient(jobs(2))],
    });
    const provider = new MeterProvider({ readers: [exporter] });
    await exporter.startServer();
    const page = await (await fetch(exporter.endpoint.url ?? '')).text();
    expect(sample(page, 'jobs_total')).toBe('2');
    await provider.shutdown();
  });

  test('is another option of init() than another registry', async () => {
    const store = createStore();
    const [one, other] = [jobs(1), jobs(1)];
    const telemetry = await start({ store, metricProducers: [fromPromClient(one)] });
    expect(await start({ store, metricProducers: [fromPromClient(one)] })).toBe(telemetry);
    for (const metricProducers of [undefined, [], [fromPromClient(other)]])
      await expect(start({ store, metricProducers })).rejects.toMatchObject({
        code: 'METERKIT_ALREADY_INITIALIZED',
      });
  });

  test('has to be given by fromPromClient, and once', async () => {
    const registry = jobs(1);
    const producer = fromPromClient(registry);
    for (const [metricProducers, found] of [
      [[producer, registry], 'an object without collect() as entry 1'],
      [[producer, producer], 'one twice as entry 1'],
    ] as const)
      await expect(start({ metricProducers } as never)).rejects.toThrow(
        `metricProducers: expected a list of MetricProducers, each of them once, got ${found} (from code); a registry of prom-client becomes one by fromPromClient(registry)`,
      );
  });
});
