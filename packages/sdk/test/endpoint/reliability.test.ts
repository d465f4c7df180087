import { parsePrometheusText } from '@meterkit/exposition';
import { counter, createStore, defineMeter, text } from '@meterkit/instruments';
import type { Telemetry } from '@meterkit/sdk';
import type { ObservableResult } from '@opentelemetry/api';
import { connected, received } from '../raw-client.js';
import { OrderMetrics, sample, start, stopAll, urlOf } from '../running.js';
import { closed, deferred, requestRaw, serve, stopServers } from '../serving.js';

afterEach(() => Promise.all([stopAll(), stopServers()]));

type Callback = (result: Pick<ObservableResult, 'observe'>) => void | Promise<void>;

/** Adds a callback to an instrument of each kind that there is. */
const kinds: readonly [string, (telemetry: Telemetry, callback: Callback) => void][] = [
  [
    'a typed meter',
    (telemetry, callback) => void telemetry.get(OrderMetrics).open.observe(callback),
  ],
  [
    'OpenTelemetry',
    ({ meterProvider }, callback) =>
      meterProvider.getMeter('app').createObservableGauge('orders.open').addCallback(callback),
  ],
];

const failures: readonly [string, Callback][] = [
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  [
    'throws null',
    () => {
      throw null;
    },
  ],
  ['rejects', () => Promise.reject(new Error('no'))],
  ['rejects with nothing', () => Promise.reject()],
];

/** A page that the strict parser has read, and what came with it. */
async function scrape(telemetry: Telemetry, headers = {}) {
  const { status, body } = await requestRaw(urlOf(telemetry), { headers });
  const page = body.toString();
  if (status === 200) parsePrometheusText(page);
  return { status, page };
}

function failuresOn(page: string): number {
  const counts = page.matchAll(/^meterkit_(?:callback|collect)_failures_total\{.*\} (\d+)$/gm);
  return Array.from(counts, ([, count]) => Number(count)).reduce((sum, count) => sum + count, 0);
}

const silent = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

describe.each(kinds)('a callback of %s', (_, observe) => {
  test.each(failures)(
    'R3: that %s takes nothing but itself from the page',
    async (__, callback) => {
      const warn = jest.fn();
      const telemetry = await start({ logLevel: 'warn', logger: { ...silent, warn } });
      telemetry.get(OrderMetrics).placed.add(1, { region: 'eu' });
      observe(telemetry, callback);
      for (const failed of [1, 2, 3]) {
        const { status, page } = await scrape(telemetry);
        expect([status, sample(page, 'orders_placed_total{region="eu"}')]).toEqual([200, '1']);
        expect(failuresOn(page)).toBe(failed);
      }
      expect(warn).toHaveBeenCalledTimes(1);
    },
  );

  test('R4: that a patient scrape waits for takes no time from one that is in a hurry', async () => {
    const [begun, ended] = [deferred(), deferred()];
    const telemetry = await start();
    observe(telemetry, async (result) => {
      begun.resolve();
      await ended.promise;
      result.observe(3);
    });
    const patient = scrape(telemetry);
    await begun.promise;
    const hurried = await scrape(telemetry, { 'x-prometheus-scrape-timeout-seconds': '2' });
    expect([hurried.status, sample(hurried.page, 'orders_open')]).toEqual([200, undefined]);
    ended.resolve();
    expect(sample((await patient).page, 'orders_open')).toBe('3');
  });

  test('R4: that never settles is waited for once, in the time of the scraper', async () => {
    const telemetry = await start();
    telemetry.get(OrderMetrics).placed.add(1, { region: 'eu' });
    const callback = jest.fn(() => new Promise<void>(() => {}));
    observe(telemetry, callback);
    for (const failed of [1, 2, 3]) {
      const { status, page } = await scrape(telemetry, {
        'x-prometheus-scrape-timeout-seconds': '0.6',
      });
      expect([status, sample(page, 'orders_placed_total{region="eu"}')]).toEqual([200, '1']);
      expect(failuresOn(page)).toBe(failed);
    }
    expect(callback).toHaveBeenCalledTimes(1);
  });

  test('R5: that takes its time runs once for fifty scrapes', async () => {
    const telemetry = await start({ scrape: { listen: false, maxConcurrent: 50 } });
    const entered = deferred();
    const released = deferred();
    const callback = jest.fn(async (result: Pick<ObservableResult, 'observe'>) => {
      entered.resolve();
      await released.promise;
      result.observe(7);
    });
    observe(telemetry, callback);
    let arrived = 0;
    const url = await serve((request, response) => {
      telemetry.handler(request, response);
      if (++arrived === 50) void entered.promise.then(released.resolve);
    });
    const scrapes = Array.from({ length: 50 }, () => requestRaw(`${url}/metrics`));
    for (const { body } of await Promise.all(scrapes))
      expect(sample(body.toString(), 'orders_open')).toBe('7');
    expect(callback).toHaveBeenCalledTimes(1);
  });

  test('R6: that records, makes instruments and asks for a scrape itself ends with its time', async () => {
    const telemetry = await start({ scrape: { callbackTimeoutMs: 200 } });
    const orders = telemetry.get(OrderMetrics);
    const asked: Promise<unknown>[] = [];
    const callback = jest.fn(async () => {
      orders.placed.add(1, { region: 'eu' });
      telemetry.get(LateMetrics).late.add(1);
      telemetry.meterProvider.getMeter('app').createCounter('made').add(1);
      const scraped = scrape(telemetry);
      asked.push(scraped);
      await scraped;
    });
    observe(telemetry, callback);
    const { status, page } = await scrape(telemetry);
    expect([status, sample(page, 'orders_placed_total{region="eu"}')]).toEqual([200, '1']);
    expect(sample(page, 'late_total')).toBe('1');
    expect(callback).toHaveBeenCalledTimes(1);
    await Promise.all(asked);
  });
});

class LateMetrics extends defineMeter({
  name: 'late',
  instruments: { late: counter('late', { description: 'Late.' }) },
}) {}

class ManyMetrics extends defineMeter({
  name: 'many',
  instruments: {
    rows: counter('many.rows', { description: 'Many.', labels: { row: text({ limit: 50_000 }) } }),
  },
}) {}

describe('R20: clients that are hostile, or broken', () => {
  const GET = 'GET /metrics HTTP/1.1\r\nHost: x\r\n';

  test('R20: two hundred scrapes at once are each answered with a page, or told to come again', async () => {
    const telemetry = await start();
    const answers = await Promise.all(Array.from({ length: 200 }, () => scrape(telemetry)));
    const statuses = answers.map(({ status }) => status);
    expect(new Set([...statuses, 200, 503])).toEqual(new Set([200, 503]));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(10);
    expect((await scrape(telemetry)).status).toBe(200);
  });

  test('R20: fifty that never end their request leave room for a scrape', async () => {
    const telemetry = await start();
    const slow = await Promise.all(Array.from({ length: 50 }, () => connected(urlOf(telemetry))));
    for (const socket of slow) socket.write(GET);
    expect((await scrape(telemetry)).status).toBe(200);
    for (const socket of slow) socket.destroy();
  });

  test('R20: twenty that do not read a large page are cut off at the deadline', async () => {
    const telemetry = await start({
      store: createStore({ seriesPerInstrument: 50_000 }),
      limits: { seriesPerInstrument: 50_000 },
      scrape: { maxConcurrent: 21, timeoutMs: 1000 },
    });
    const { rows } = telemetry.get(ManyMetrics);
    for (let i = 0; i < 50_000; i++) rows.add(1, { row: `${i}`.padStart(200, '0') });
    const stalled = await Promise.all(
      Array.from({ length: 20 }, () => connected(urlOf(telemetry))),
    );
    for (const socket of stalled) socket.pause().write(`${GET}\r\n`);
    await until(async () => {
      const { body } = await requestRaw(`${urlOf(telemetry)}?name[]=meterkit_scrapes`);
      return body.includes('meterkit_scrapes_total{outcome="failed"} 20');
    });
    await Promise.all(stalled.map((socket) => closed(socket.resume())));
  });

  test('R20: fifty that break their connection leave nothing behind', async () => {
    const telemetry = await start();
    const open = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const before = open(); // other suites of this process may have some
    const gone = await Promise.all(Array.from({ length: 50 }, () => connected(urlOf(telemetry))));
    for (const socket of gone) socket.write(`${GET}\r\n`, () => socket.resetAndDestroy());
    await until(async () => open() <= before);
    expect((await scrape(telemetry)).status).toBe(200);
  });

  test('R20: a request that comes byte by byte is answered', async () => {
    const socket = await connected(urlOf(await start()));
    const answer = received(socket.setNoDelay());
    for (const byte of `${GET}Connection: close\r\n\r\n`)
      await new Promise<void>((resolve) => socket.write(byte, () => resolve()));
    expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('R20: a hundred requests on one connection are answered in their order', async () => {
    const socket = await connected(urlOf(await start()));
    const answer = received(socket);
    const ping = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n';
    socket.write(`${ping.repeat(99)}${GET}Connection: close\r\n\r\n`);
    const statuses = (await answer).match(/HTTP\/1\.1 \d+/g);
    expect(statuses).toEqual(Array.from({ length: 100 }, () => 'HTTP/1.1 200'));
  });
});

/** Waits until it is so; gives up before the test does, so that nothing goes on behind it. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 4500;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error('it was never so');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
