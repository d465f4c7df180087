import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { parseOpenMetrics, parsePrometheusText } from '@meterkit/exposition';
import { createStore } from '@meterkit/instruments';
import { metrics } from '@opentelemetry/api';
import { OrderMetrics, sample, start, stopAll, urlOf } from './running.js';
import { closed, deferred } from './serving.js';

afterEach(stopAll);

test('gives the page as text in both formats', async () => {
  const telemetry = await start();
  telemetry.get(OrderMetrics).placed.add(2, { region: 'eu' });
  metrics.getMeter('app').createCounter('jobs.done', { description: 'Jobs.' }).add(3);
  const [openMetrics, text] = [await telemetry.collectText(), await telemetry.collectText('text')];
  expect(openMetrics).toContain('# TYPE orders_placed counter\n');
  expect(text).toContain('# TYPE orders_placed_total counter\n');
  for (const page of [openMetrics, text]) {
    expect(sample(page, 'orders_placed_total{region="eu"}')).toBe('2');
    expect(sample(page, 'jobs_done_total')).toBe('3');
  }
  expect(() => parseOpenMetrics(openMetrics)).not.toThrow();
  expect(() => parsePrometheusText(text)).not.toThrow();
});

test.each([
  [{}, 'an object'],
  [class X {}, 'a function'],
  [undefined, '(unset)'],
])('gives no meter of %p', async (value, shown) => {
  const telemetry = await start();
  expect(() => telemetry.get(value as never)).toThrow(
    `telemetry.get(): expected a class made by defineMeter(), got ${shown}`,
  );
});

test('a page as text has ended: rows of removed series are used again', async () => {
  const store = createStore();
  const telemetry = await start({ store });
  const { placed } = telemetry.get(OrderMetrics);
  for (const region of ['eu', 'us', 'ap']) {
    placed.add(1, { region });
    await telemetry.collectText();
    placed.remove({ region });
  }
  expect(store.families().find(({ name }) => name === 'orders.placed')?.rowCount).toBe(1);
});

test('writes no UTF-8 names into text that was not negotiated', async () => {
  const telemetry = await start({ page: { translation: 'utf-8' } });
  telemetry.get(OrderMetrics).placed.add(2, { region: 'eu' });
  expect(sample(await telemetry.collectText(), 'orders_placed_total{region="eu"}')).toBe('2');
});

test('begins no callback again that hangs, in a thousand pages', async () => {
  const telemetry = await start({ scrape: { callbackTimeoutMs: 100 } });
  const hanging = jest.fn(() => new Promise<void>(() => {}));
  const meter = metrics.getMeter('app');
  meter.createObservableGauge('theirs').addCallback(hanging);
  meter.createCounter('good').add(1);
  const orders = telemetry.get(OrderMetrics);
  orders.open.observe(hanging);
  orders.placed.add(2, { region: 'eu' });
  let page = '';
  for (let i = 0; i < 1000; i++) page = await telemetry.collectText('text');
  expect(hanging).toHaveBeenCalledTimes(2);
  expect(sample(page, 'good_total')).toBe('1');
  expect(sample(page, 'orders_placed_total{region="eu"}')).toBe('2');
  expect(sample(page, 'meterkit_collect_failures_total{collector="sdk",cause="timeout"}')).toBe(
    '1000',
  );
}, 30_000);

test('logs each cause once in a storm of errors, and counts all', async () => {
  const warn = jest.fn();
  const silent = { error: () => {}, info: () => {}, debug: () => {} };
  const telemetry = await start({ logLevel: 'warn', logger: { ...silent, warn } });
  telemetry.get(OrderMetrics).open.observe(() => Promise.reject(new Error('no')));
  metrics
    .getMeter('app')
    .createObservableGauge('bad')
    .addCallback(() => {
      throw new Error('no');
    });
  for (let i = 0; i < 100; i++) await telemetry.collectText();
  const page = await telemetry.collectText();
  expect(sample(page, 'meterkit_collect_failures_total{collector="sdk",cause="error"}')).toBe(
    '101',
  );
  expect(
    sample(page, 'meterkit_callback_failures_total{instrument="orders.open",reason="error"}'),
  ).toBe('101');
  expect(warn).toHaveBeenCalledTimes(2);
});

test('R17: shuts down before any scrape, and however often it is asked', async () => {
  const telemetry = await start({ shutdown: { graceMs: 60_000 } });
  const first = telemetry.shutdown();
  expect(telemetry.shutdown()).toBe(first);
  await first;
  await telemetry.shutdown();
  expect(telemetry.scrapeUrl).toBeUndefined();
});

test('R17: records on after its shutdown without complaint, but has no page', async () => {
  const telemetry = await start();
  const orders = telemetry.get(OrderMetrics);
  const jobs = telemetry.meterProvider.getMeter('app').createCounter('jobs');
  await telemetry.shutdown();
  orders.placed.add(1, { region: 'eu' });
  jobs.add(1);
  telemetry.meterProvider.getMeter('late').createCounter('late').add(1);
  await expect(telemetry.collectText()).rejects.toThrow('shutdown');
  await expect(telemetry.forceFlush()).resolves.toBeUndefined();
});

test('stays up, not ready, until one more scrape has seen the last values', async () => {
  const telemetry = await start({ shutdown: { graceMs: 60_000 } });
  const orders = telemetry.get(OrderMetrics);
  const url = urlOf(telemetry);
  for (let i = 0; i < 2; i++) await (await fetch(url)).text();
  orders.placed.add(7, { region: 'eu' });
  const end = telemetry.shutdown();
  expect((await fetch(new URL('/ready', url))).status).toBe(503);
  expect((await fetch(new URL('/health', url))).status).toBe(200);
  const page = await (await fetch(url)).text();
  expect(sample(page, 'orders_placed_total{region="eu"}')).toBe('7');
  await end;
  await expect(fetch(url)).rejects.toThrow();
});

test('R18: a scrape that joins a collection from before the shutdown has not seen the last values', async () => {
  const telemetry = await start({ shutdown: { graceMs: 60_000 } });
  const url = urlOf(telemetry);
  const scrape = async () => (await fetch(url)).text();
  for (let i = 0; i < 2; i++) await scrape();
  const jobs = telemetry.meterProvider.getMeter('app').createCounter('jobs');
  jobs.add(1);
  const entered = deferred();
  const released = deferred();
  telemetry.get(OrderMetrics).open.observe(() => {
    entered.resolve();
    return released.promise;
  });
  const earlier = scrape();
  await entered.promise;
  jobs.add(7);
  const end = telemetry.shutdown();
  const joined = scrape();
  await (await fetch(new URL('/ready', url))).text(); // after that scrape has arrived
  released.resolve();
  expect([await earlier, await joined].map((page) => sample(page, 'jobs_total'))).toEqual([
    '1',
    '1',
  ]);
  expect(sample(await scrape(), 'jobs_total')).toBe('8');
  await end;
});

test('R17: a scrape that runs gets a complete page', async () => {
  const telemetry = await start();
  const entered = deferred();
  const released = deferred();
  telemetry.get(OrderMetrics).open.observe(async (result) => {
    entered.resolve();
    await released.promise;
    result.observe(7);
  });
  const scrape = fetch(urlOf(telemetry));
  await entered.promise;
  const end = telemetry.shutdown();
  released.resolve();
  const page = await (await scrape).text();
  expect(sample(page, 'orders_open')).toBe('7');
  expect(sample(page, 'meterkit_series{instrument="orders.open"}')).toBeDefined();
  await end;
});

test('R17: shuts down in five seconds beside a callback that hangs, a connection that idles and a client that dawdles', async () => {
  const telemetry = await start();
  const url = urlOf(telemetry);
  const entered = deferred();
  const agent = new Agent({ keepAlive: true });
  const idle = request(url, { agent })
    .on('error', () => undefined)
    .end();
  const [response] = await once(idle, 'response');
  response.resume();
  await once(response, 'end');
  const slow = connect(Number(new URL(url).port), '127.0.0.1');
  const slowEnded = closed(slow);
  await once(slow, 'connect');
  slow.write('GET /metrics HTTP/1.1\r\n');
  telemetry.get(OrderMetrics).open.observe(() => {
    entered.resolve();
    return new Promise(() => {});
  });
  const scrape = fetch(url);
  await entered.promise;
  const beganMs = performance.now();
  await Promise.all([telemetry.shutdown(), expect(scrape).rejects.toThrow()]);
  expect(performance.now() - beganMs).toBeLessThan(5000);
  await slowEnded;
  agent.destroy();
});
