import { request } from 'node:http';
import { assemblePage, type Page } from '@meterkit/exposition';
import { createStore } from '@meterkit/instruments';
import { resolveConfiguration } from '../../src/configuration/resolve-configuration.js';
import { ScrapeHandler } from '../../src/endpoint/scrape-handler.js';
import { SCRAPE_OUTCOMES, ScrapeMetrics } from '../../src/scrape-metrics.js';
import { connected } from '../raw-client.js';
import { rows } from '../rows.js';
import { seriesOf } from '../series-of.js';
import { closed, deferred, requestRaw, serve, stopServers } from '../serving.js';

afterEach(stopServers);

/** A handler of pages that a test makes itself, and the count of those that were begun and not ended. */
async function handled(
  collect: () => Promise<Page>,
  { partial = false, scrape = {}, warn = jest.fn() } = {},
) {
  const store = createStore();
  const { configuration } = resolveConfiguration({ scrape }, { env: {} });
  let open = 0;
  const collectPage = async () => {
    const beganMs = performance.now();
    const page = await collect();
    open++;
    return { page, beganMs, partial, report: () => undefined, end: () => void open-- };
  };
  const silent = { error: () => {}, info: () => {}, debug: () => {} };
  const handler = new ScrapeHandler({
    source: { collectPage },
    configuration,
    metrics: new ScrapeMetrics({ store }),
    logger: { ...silent, warn },
  });
  const ended = deferred();
  const left = deferred();
  const url = await serve(async (req, res) => {
    res.once('close', left.resolve);
    await handler.handle(req, res);
    ended.resolve();
  });
  return {
    url,
    handler,
    warn,
    open: () => open,
    /** The end of the first scrape, and of its connection. */
    ended: ended.promise,
    left: left.promise,
    outcomes: () => ({ ...none, ...seriesOf(store, 'meterkit.scrapes') }),
    refusals: () => seriesOf(store, 'meterkit.scrape.refusals'),
  };
}

const none = Object.fromEntries(SCRAPE_OUTCOMES.map((outcome) => [outcome, 0]));

const small = assemblePage([rows('small', 1)]);
const large = assemblePage([rows('large', 60_000)]);
/** Fails when most of it is written. */
const broken = assemblePage([
  rows('large', 60_000),
  Object.defineProperty(rows('zz_broken', 1), 'chunks', {
    get: () => {
      throw new Error('unreadable');
    },
  }),
]);

test.each([
  [false, 'complete'],
  [true, 'partial'],
])('counts a page that is partial (%s) as %s', async (partial, outcome) => {
  const { url, outcomes, open } = await handled(async () => small, { partial });
  expect((await requestRaw(url)).body.toString()).toContain('small{row="0"} 0');
  expect([outcomes(), open()]).toEqual([{ ...none, [outcome]: 1 }, 0]);
});

test('answers 500 when nothing could be collected, tells it, and has begun no page', async () => {
  const { url, outcomes, open, warn } = await handled(() => Promise.reject(new Error('no')));
  const { status, body } = await requestRaw(url);
  expect([status, body.toString()]).toEqual([500, 'The page could not be collected\n']);
  expect([outcomes(), open()]).toEqual([{ ...none, failed: 1 }, 0]);
  expect(warn.mock.calls).toEqual([['a scrape failed: Error: no']]);
});

test('breaks the connection when a page fails that is being sent, and ends the page', async () => {
  const { url, outcomes, open, ended } = await handled(async () => broken);
  await expect(requestRaw(url)).rejects.toMatchObject({ code: 'ECONNRESET' });
  await ended;
  expect([outcomes(), open()]).toEqual([{ ...none, failed: 1 }, 0]);
});

test("a scraper that goes aborts the scrape, which is nobody's failure, and ends the page", async () => {
  const entered = deferred();
  const released = deferred();
  const { url, outcomes, open, ended, left, warn } = await handled(async () => {
    entered.resolve();
    await released.promise;
    return large;
  });
  const scraper = request(url);
  const gone = closed(scraper.end());
  await entered.promise;
  scraper.destroy();
  await gone;
  await left; // the server has heard of it
  released.resolve();
  await ended;
  expect([outcomes(), open()]).toEqual([{ ...none, aborted: 1 }, 0]);
  expect(warn).not.toHaveBeenCalled();
});

test('answers at the deadline, and ends the page that comes too late', async () => {
  const released = deferred();
  const { url, outcomes, open, ended } = await handled(
    async () => {
      await released.promise;
      return small;
    },
    { scrape: { timeoutMs: 100 } },
  );
  const { status, body } = await requestRaw(url);
  expect([status, body.toString()]).toEqual([500, 'The deadline of the scrape has passed\n']);
  released.resolve();
  await ended;
  expect([outcomes(), open()]).toEqual([{ ...none, failed: 1 }, 0]);
});

test('refuses what is too much, and answers again afterwards', async () => {
  const entered = deferred();
  const released = deferred();
  const { url, outcomes, refusals } = await handled(
    async () => {
      entered.resolve();
      await released.promise;
      return small;
    },
    { scrape: { maxConcurrent: 1 } },
  );
  const first = requestRaw(url);
  await entered.promise;
  const refused = await requestRaw(url);
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
  released.resolve();
  expect((await first).status).toBe(200);
  expect((await requestRaw(url)).status).toBe(200);
  expect(outcomes()).toEqual({ ...none, complete: 2 });
  expect(refusals()).toMatchObject({ concurrency: 1 });
});

test('R20: who does not read a page gives way to others, but not at once', async () => {
  const huge = assemblePage([rows('huge', 400_000)]);
  const { url, handler, outcomes, ended } = await handled(async () => huge, {
    scrape: { maxConcurrent: 1 },
  });
  const arrived = jest.spyOn(handler, 'handle');
  const stalled = await connected(url);
  stalled.pause().write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await until(() => arrived.mock.calls.length === 1);
  expect((await requestRaw(url)).status).toBe(503);
  const clock = performance.now.bind(performance);
  let later = 0;
  const now = jest.spyOn(performance, 'now').mockImplementation(() => clock() + later);
  const statuses: number[] = [];
  while (statuses.at(-1) !== 200 && statuses.length < 2000) {
    later += 5000;
    statuses.push((await requestRaw(url)).status); // the kernel takes some of the page at first
  }
  now.mockRestore();
  expect(statuses.at(-1)).toBe(200);
  await ended;
  expect(outcomes()).toMatchObject({ failed: 1, complete: 1 });
  stalled.destroy();
});

test.each([
  ['GET', 1],
  ['HEAD', 0],
])('%s is %i scrapes that have seen the values', async (method, times) => {
  const { url, handler } = await handled(async () => small);
  const begun = jest.spyOn(handler.seen, 'begun');
  await requestRaw(url, { method });
  expect(begun).toHaveBeenCalledTimes(times);
});

test('the live page is no scraper: a shutdown waits on for one that has seen the last values', async () => {
  const { url, handler, ended } = await handled(async () => small);
  const begun = jest.spyOn(handler.seen, 'begun');
  await (await fetch(url, { headers: { 'meterkit-live': '1' } })).text();
  await ended;
  expect(begun).not.toHaveBeenCalled();
});

test('a scrape that failed has seen nothing', async () => {
  const pages = [() => Promise.reject(new Error('no')), async () => small];
  const { url, handler } = await handled(() => (pages.shift() ?? (async () => small))());
  let seen = false;
  const next = handler.seen.next().then(() => {
    seen = true;
  });
  await requestRaw(url);
  expect(seen).toBe(false);
  await requestRaw(url);
  await next;
});

/** Collections that end when they are told to: what each began with, and a family whose value a test changes. */
function gathered() {
  const family = rows('small', 1);
  const page = assemblePage([family]);
  const waiting: (() => void)[] = [];
  const collect = jest.fn(() => new Promise<Page>((resolve) => waiting.push(() => resolve(page))));
  const set = (value: number): void => void family.chunks[0]?.values.fill(value);
  return { collect, set, release: () => waiting.splice(0).forEach((resolve) => void resolve()) };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

test('scrapes that overlap while one collects get the same bytes, GET and HEAD', async () => {
  const { collect, release } = gathered();
  const { url, handler, outcomes, open } = await handled(collect);
  const arrived = jest.spyOn(handler, 'handle');
  const scrapes = ['GET', 'GET', 'HEAD'].map((method) => requestRaw(url, { method }));
  await until(() => arrived.mock.calls.length === 3);
  release();
  const [first, second, head] = await Promise.all(scrapes);
  expect(first?.body.toString()).toContain('small{row="0"} 0');
  expect(second?.body).toEqual(first?.body);
  expect([head?.body.length, head?.headers['content-length']]).toEqual([
    0,
    first?.headers['content-length'],
  ]);
  expect(collect).toHaveBeenCalledTimes(1);
  expect([outcomes(), open()]).toEqual([{ ...none, complete: 3 }, 0]);
});

test.each([
  ['accept-encoding', 'gzip'],
  ['accept', 'application/openmetrics-text'],
  ['accept', 'text/plain;version=1.0.0;escaping=allow-utf-8'],
])('who asks for another %s, %s, gets a page of its own', async (name, value) => {
  const { collect, release } = gathered();
  const { url } = await handled(collect);
  const scrapes = [requestRaw(url), requestRaw(url, { headers: { [name]: value } })];
  await until(() => collect.mock.calls.length === 2);
  release();
  const [plain, other] = await Promise.all(scrapes);
  expect(plain?.body.toString()).toContain('small{row="0"} 0');
  expect(other?.headers).not.toMatchObject({
    'content-type': plain?.headers['content-type'],
    'content-length': plain?.headers['content-length'],
  });
});

test('a scrape that arrives after the writing has begun gets newer values', async () => {
  const { collect, set, release } = gathered();
  const { url } = await handled(collect);
  const first = requestRaw(url);
  await until(() => collect.mock.calls.length === 1);
  release();
  expect((await first).body.toString()).toContain('small{row="0"} 0');
  set(1);
  const second = requestRaw(url);
  await until(() => collect.mock.calls.length === 2);
  release();
  expect((await second).body.toString()).toContain('small{row="0"} 1');
});

test('a scraper that goes leaves those whole that share its page', async () => {
  const { collect, release } = gathered();
  const { url, handler, outcomes, open, left, ended } = await handled(collect);
  const arrived = jest.spyOn(handler, 'handle');
  const scraper = request(url);
  const gone = closed(scraper.end());
  await until(() => arrived.mock.calls.length === 1);
  const other = requestRaw(url);
  await until(() => arrived.mock.calls.length === 2);
  scraper.destroy();
  await Promise.all([gone, left]);
  release();
  expect((await other).body.toString()).toContain('small{row="0"} 0');
  await ended;
  expect([outcomes(), open()]).toEqual([{ ...none, complete: 1, aborted: 1 }, 0]);
});

test('a scraper in a hurry fails alone', async () => {
  const { collect, release } = gathered();
  const { url, handler, outcomes } = await handled(collect);
  const arrived = jest.spyOn(handler, 'handle');
  const headers = { 'x-prometheus-scrape-timeout-seconds': '0.1' };
  const hasty = requestRaw(url, { headers });
  await until(() => arrived.mock.calls.length === 1);
  const other = requestRaw(url);
  await until(() => arrived.mock.calls.length === 2);
  expect((await hasty).status).toBe(500);
  release();
  expect((await other).body.toString()).toContain('small{row="0"} 0');
  expect(outcomes()).toEqual({ ...none, complete: 1, failed: 1 });
});
