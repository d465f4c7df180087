import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createStore, defaultStore } from '@meterkit/instruments';
import { init, type Telemetry } from '@meterkit/sdk';
import { metrics } from '@opentelemetry/api';
import { resolveConfiguration } from '../src/configuration/resolve-configuration.js';
import { OrderMetrics, sample, start, stopAll, takePort, urlOf } from './running.js';

afterEach(stopAll);

test('rule 1: serves typed meters and OpenTelemetry instruments on one page', async () => {
  const telemetry = await start();
  telemetry.get(OrderMetrics).placed.add(2, { region: 'eu' });
  metrics.getMeter('app').createCounter('jobs.done', { description: 'Jobs.' }).add(3);
  const page = await (await fetch(urlOf(telemetry))).text();
  expect(sample(page, 'orders_placed_total{region="eu"}')).toBe('2');
  expect(sample(page, 'jobs_done_total')).toBe('3');
  expect(page).toContain('target_info{');
  expect(page).toContain('service_name="test"');
  expect(page).not.toContain('otel_scope_name');
});

test('shows what was recorded before it', async () => {
  const store = createStore();
  new OrderMetrics({ store }).placed.add(5, { region: 'us' });
  const telemetry = await start({ store });
  const page = await telemetry.collectText();
  expect(sample(page, 'orders_placed_total{region="us"}')).toBe('5');
  expect(page.endsWith('# EOF\n')).toBe(true);
});

test('uses the store of the process unless given one', async () => {
  const telemetry = await start({ store: undefined });
  new OrderMetrics().placed.add(1, { region: 'default-store' });
  expect(
    defaultStore()
      .families()
      .map(({ name }) => name),
  ).toContain('orders.placed');
  expect(await telemetry.collectText()).toContain('region="default-store"');
});

test('puts a namespace before the names of a meter', async () => {
  const telemetry = await start();
  telemetry.get(OrderMetrics, { namespace: 'shop' }).placed.add(1, { region: 'eu' });
  expect(sample(await telemetry.collectText(), 'shop_orders_placed_total{region="eu"}')).toBe('1');
});

test('gives the same handle for equal options', async () => {
  const store = createStore();
  const first = await start({ store });
  await expect(start({ store })).resolves.toBe(first);
});

test('refuses other options and says where the first ones were given', async () => {
  await start();
  await expect(init({ serviceName: 'another' })).rejects.toMatchObject({
    code: 'METERKIT_ALREADY_INITIALIZED',
    message: expect.stringMatching(/running\.(ts|js):\d+:\d+/),
  });
});

test('two calls at once start one endpoint', async () => {
  const store = createStore();
  const [one, two] = await Promise.all([start({ store }), start({ store })]);
  expect(one).toBe(two);
});

test('equal options may come in another order', async () => {
  const store = createStore();
  const one = await start({ store, resourceAttributes: { a: '1', b: '2' } });
  expect(await start({ store, resourceAttributes: { b: '2', a: '1' } })).toBe(one);
});

test('another store and another logger are other options, be they equal', async () => {
  class Silent {
    error(): void {}
    warn(): void {}
    info(): void {}
    debug(): void {}
  }
  const options = { store: createStore(), logger: new Silent() };
  await start(options);
  const refused = { code: 'METERKIT_ALREADY_INITIALIZED' };
  await expect(start({ ...options, store: createStore() })).rejects.toMatchObject(refused);
  await expect(start({ ...options, logger: new Silent() })).rejects.toMatchObject(refused);
});

test('listens to the signal until it has shut down, where it is asked to', async () => {
  const listeners = (): number => process.listenerCount('SIGTERM');
  const before = listeners();
  const telemetry = await start({ shutdown: { onSignal: true } });
  expect(listeners()).toBe(before + 1);
  await telemetry.shutdown();
  expect(listeners()).toBe(before);
});

test('refuses other options while it starts', async () => {
  const starting = start();
  await expect(init({ serviceName: 'another' })).rejects.toMatchObject({
    code: 'METERKIT_ALREADY_INITIALIZED',
  });
  await starting;
});

test('reports everything that is wrong with the options at once', async () => {
  const wrong = { scrape: { port: -1, maxConcurrent: 0 }, colour: 'red' };
  await expect(init(wrong)).rejects.toMatchObject({
    code: 'METERKIT_CONFIGURATION',
    problems: [
      expect.objectContaining({ option: expect.any(String) }),
      expect.objectContaining({ option: expect.any(String) }),
      expect.objectContaining({ option: expect.any(String) }),
    ],
  });
});

test('rejects with the code of the system when the port is taken, and may be called again', async () => {
  const { port, server } = await takePort();
  await expect(start({ scrape: { port } })).rejects.toMatchObject({
    name: 'EndpointListenError',
    code: 'EADDRINUSE',
    message: expect.stringContaining(String(port)),
  });
  await new Promise((resolve) => server.close(resolve));
  const telemetry = await start({ scrape: { port } });
  expect((await fetch(urlOf(telemetry))).status).toBe(200);
});

test('leaves nothing behind when it fails, whoever waits for it', async () => {
  const { port, server } = await takePort();
  const provider = metrics.getMeterProvider();
  const signals = process.listenerCount('SIGTERM');
  const options = { store: createStore(), scrape: { port }, shutdown: { onSignal: true } };
  const attempts = await Promise.allSettled([start(options), start(options)]);
  expect(attempts.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(metrics.getMeterProvider()).toBe(provider);
  expect(process.listenerCount('SIGTERM')).toBe(signals);
  await expect(start({ serviceName: 'another' })).resolves.toBeDefined();
  await new Promise((resolve) => server.close(resolve));
});

test('waits for a shutdown that has begun, and starts anew, with whatever options', async () => {
  const { port, server } = await takePort();
  await new Promise((resolve) => server.close(resolve));
  const first = await start({ scrape: { port } });
  void first.shutdown();
  const [second, again] = await Promise.all([
    start({ serviceName: 'another', store: undefined, scrape: { port } }),
    start({ serviceName: 'another', store: undefined, scrape: { port } }),
  ]);
  expect(second).not.toBe(first);
  expect(again).toBe(second);
  expect(await (await fetch(urlOf(second))).text()).toContain('service_name="another"');
});

test('starts anew on the same store after a shutdown', async () => {
  const store = createStore();
  const first = await start({ store });
  const orders = first.get(OrderMetrics);
  orders.placed.add(1, { region: 'eu' });
  await first.shutdown();
  orders.placed.add(1, { region: 'eu' });
  const second = await start({ store });
  expect(second).not.toBe(first);
  const page = await (await fetch(urlOf(second))).text();
  expect(sample(page, 'orders_placed_total{region="eu"}')).toBe('2');
});

test('opens no port where the handler is mounted instead', async () => {
  const telemetry = await start({ scrape: { listen: false } });
  expect(telemetry.scrapeUrl).toBeUndefined();
});

test.each([{ disabled: true }, { exporter: 'none' as const }])(
  'collects nothing and registers nothing with %j, while instruments can be called',
  async (options) => {
    const telemetry = await start(options);
    telemetry.get(OrderMetrics).placed.add(1, { region: 'eu' });
    expect(telemetry.scrapeUrl).toBeUndefined();
    expect(metrics.getMeterProvider()).not.toBe(telemetry.meterProvider);
    expect(await telemetry.collectText()).toBe('# EOF\n');
    expect(await statusOf(telemetry, '/metrics')).toBe(404);
    expect(await statusOf(telemetry, '/health')).toBe(200);
  },
);

test('records for other readers where the exporter is none of ours', async () => {
  const store = createStore();
  const telemetry = await start({ store, exporter: 'none' });
  telemetry.get(OrderMetrics).placed.add(2, { region: 'eu' });
  await telemetry.shutdown();
  const page = await (await start({ store })).collectText();
  expect(sample(page, 'orders_placed_total{region="eu"}')).toBe('2');
});

test('records nothing while it is disabled, through handles of before and after alike', async () => {
  const store = createStore();
  const before = new OrderMetrics({ store }).placed.bind({ region: 'eu' });
  const disabled = await start({ store, disabled: true });
  before.add(1);
  disabled.get(OrderMetrics).placed.add(1, { region: 'eu' });
  await disabled.shutdown();
  const enabled = await start({ store });
  before.add(1);
  expect(sample(await enabled.collectText(), 'orders_placed_total{region="eu"}')).toBe('1');
});

test('registers its provider, and takes it away at the shutdown', async () => {
  const telemetry = await start();
  expect(metrics.getMeterProvider()).toBe(telemetry.meterProvider);
  await telemetry.shutdown();
  expect(metrics.getMeterProvider()).not.toBe(telemetry.meterProvider);
});

test('says loudly when another provider was registered before', async () => {
  const other = metrics.getMeterProvider();
  const foreign = { getMeter: () => other.getMeter('x') };
  metrics.setGlobalMeterProvider(foreign);
  const error = jest.fn();
  const silent = { warn: () => {}, info: () => {}, debug: () => {} };
  await start({ logLevel: 'error', logger: { ...silent, error } });
  expect(error).toHaveBeenCalledWith(
    expect.stringContaining('another MeterProvider is registered'),
  );
  metrics.disable();
});

test('logs where the page is', async () => {
  const info = jest.fn();
  const silent = { warn: () => {}, error: () => {}, debug: () => {} };
  const telemetry = await start({ logLevel: 'info', logger: { ...silent, info } });
  expect(info).toHaveBeenCalledWith(expect.stringContaining(`metrics at ${telemetry.scrapeUrl}`));
});

test.each([
  ['127.0.0.1', true],
  ['0.0.0.0', false],
])('says in a container how to open %s (%s)', async (host, isTold) => {
  const before = process.env.KUBERNETES_SERVICE_HOST;
  process.env.KUBERNETES_SERVICE_HOST = '10.0.0.1';
  const info = jest.fn();
  const silent = { warn: () => {}, error: () => {}, debug: () => {} };
  await start({ logLevel: 'info', logger: { ...silent, info }, scrape: { host } });
  expect(/set scrape.host to 0.0.0.0/.test(String(info.mock.calls[0]))).toBe(isTold);
  if (before === undefined) delete process.env.KUBERNETES_SERVICE_HOST;
  else process.env.KUBERNETES_SERVICE_HOST = before;
});

test('R28: lives through a logger that throws or rejects', async () => {
  const broken = jest.fn(() => {
    throw new Error('broken');
  });
  const rejecting = jest.fn(() => Promise.reject(new Error('broken')));
  const telemetry = await start({
    logLevel: 'debug',
    logger: { error: broken, warn: rejecting, info: broken, debug: rejecting },
  });
  telemetry.get(OrderMetrics).open.observe(() => Promise.reject(new Error('no')));
  telemetry.get(OrderMetrics).placed.add(Number.NaN, { region: 'eu' });
  metrics
    .getMeter('app')
    .createObservableGauge('bad')
    .addCallback(() => {
      throw new Error('no');
    });
  expect((await fetch(urlOf(telemetry))).status).toBe(200);
  expect(broken).toHaveBeenCalled();
  expect(rejecting).toHaveBeenCalled();
});

test('flushes without complaint', async () => {
  await expect((await start()).forceFlush()).resolves.toBeUndefined();
});

test('rule 3: every scraper gets all of the page, though nothing has changed', async () => {
  const telemetry = await start();
  telemetry.get(OrderMetrics).placed.add(2, { region: 'eu' });
  const families = async () => (await telemetry.collectText()).match(/^# TYPE .*$/gm);
  const first = await families();
  expect(await families()).toEqual(first);
  expect(sample(await telemetry.collectText(), 'orders_placed_total{region="eu"}')).toBe('2');
});

test('rule 63: listens on the loopback interface at port 9464 unless told otherwise', () => {
  expect(resolveConfiguration({}, { env: {} }).configuration.scrape).toMatchObject({
    host: '127.0.0.1',
    port: 9464,
  });
});

/** What the handler answers, mounted on a server of the application's. */
async function statusOf({ handler }: Telemetry, path: string): Promise<number> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
