import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { counter, createStore, defineMeter, text } from '@meterkit/instruments';
import { OrderMetrics, sample, start, stopAll, urlOf } from '../running.js';
import { requestRaw, serve, stopServers } from '../serving.js';

afterEach(() => Promise.all([stopAll(), stopServers()]));

const OPENMETRICS = 'application/openmetrics-text; version=1.0.0';

test.each([
  ['no Accept', undefined, 'text/plain; version=0.0.4; charset=utf-8'],
  ['OpenMetrics', OPENMETRICS, 'application/openmetrics-text; version=1.0.0; charset=utf-8'],
  ['something else', 'image/png', 'text/plain; version=0.0.4; charset=utf-8'],
])('rule 61: answers %s with the right format', async (_, accept, contentType) => {
  const url = urlOf(await start());
  const response = await fetch(url, { headers: accept === undefined ? {} : { accept } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(contentType);
  expect(response.headers.get('vary')).toBe('Accept, Accept-Encoding');
  const page = await response.text();
  expect(page.endsWith('# EOF\n')).toBe(accept === OPENMETRICS);
});

test('answers OpenMetrics to everybody who accepts anything, by option', async () => {
  const url = urlOf(await start({ scrape: { defaultFormat: 'openmetrics' } }));
  expect(await (await fetch(url)).text()).toMatch(/# EOF\n$/);
});

test('compresses only for who accepts it', async () => {
  const url = urlOf(await start());
  const [plain, packed] = [await encoded(url, 'identity'), await encoded(url, 'gzip')];
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(packed.body).toString()).toContain('target_info');
});

test.each([
  ['POST', '/metrics', 405],
  ['DELETE', '/health', 405],
  ['OPTIONS', '/metrics', 204],
  ['HEAD', '/metrics', 200],
  ['GET', '/metrics/', 404],
  ['GET', '/', 200],
  ['GET', '/metrics?x=1', 200],
])('answers %s %s with %i', async (method, path, status) => {
  const url = new URL(path, urlOf(await start()));
  const response = await fetch(url, { method });
  expect(response.status).toBe(status);
  if (status === 405 || status === 204)
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  if (method === 'HEAD') expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
});

test('shows at / the metrics live, or by option the plain list of links, also where the handler is mounted', async () => {
  const index = async (livePage: boolean): Promise<string> => {
    const { handler } = await start({ scrape: { livePage, listen: false } });
    const html = await (await fetch(await serve(handler))).text();
    await stopAll();
    return html;
  };
  expect(await index(true)).toContain('<script type="module">');
  expect(await index(false)).toMatch(/<ul><li><a href="\/metrics">.*<\/ul><\/html>\n$/);
});

test.each([
  '/%2e%2e/metrics',
  '/x/../metrics',
  '//metrics',
  '/metrics%00',
  '*',
  'http://x/metrics',
])('knows no other spelling of a path: %s', async (path) => {
  expect((await requestRaw(urlOf(await start()), { path })).status).toBe(404);
});

test('is healthy as JSON, and as OK for who accepts plain text', async () => {
  const url = new URL('/health', urlOf(await start({ serviceVersion: '1.2.3' })));
  expect(await (await fetch(url)).json()).toEqual({
    status: 'ok',
    version: '1.2.3',
    uptimeSeconds: expect.any(Number),
  });
  expect(await (await fetch(url, { headers: { accept: 'text/plain' } })).text()).toBe('OK\n');
});

test('is ready while all checks pass, and names those that do not', async () => {
  const telemetry = await start();
  const url = new URL('/ready', urlOf(telemetry));
  telemetry.ready('database', () => true);
  expect((await fetch(url)).status).toBe(200);
  const remove = telemetry.ready('queue', () => Promise.reject(new Error('gone')));
  const refused = await fetch(url);
  expect(refused.status).toBe(503);
  expect(await refused.json()).toEqual({ status: 'not ready', failing: ['queue'] });
  remove();
  expect((await fetch(url)).status).toBe(200);
});

test('has configurable paths', async () => {
  const url = urlOf(await start({ scrape: { metricsPath: '/prometheus' } }));
  expect(new URL(url).pathname).toBe('/prometheus');
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(new URL('/metrics', url))).status).toBe(404);
});

test('the page itself may be at the root', async () => {
  const url = urlOf(await start({ scrape: { metricsPath: '/' } }));
  expect(await (await fetch(url)).text()).toContain('target_info');
});

test('is mounted on a server of the application', async () => {
  const telemetry = await start({ scrape: { listen: false } });
  const response = await fetch(`${await serve(telemetry.handler)}/metrics`);
  expect(await response.text()).toContain('target_info');
});

test('refuses scrapes beyond the limit, and says so on the page', async () => {
  const telemetry = await start({ scrape: { maxConcurrent: 1 } });
  const callback = blocked(telemetry.get(OrderMetrics));
  const first = fetch(urlOf(telemetry));
  await callback.entered;
  const second = await fetch(urlOf(telemetry));
  expect(second.status).toBe(503);
  expect(second.headers.get('retry-after')).toBe('1');
  callback.release();
  expect((await first).status).toBe(200);
  const page = await telemetry.collectText();
  expect(sample(page, 'meterkit_scrape_refusals_total{reason="concurrency"}')).toBe('1');
});

test('shares one collection between overlapping scrapes', async () => {
  const telemetry = await start();
  const callback = blocked(telemetry.get(OrderMetrics));
  const first = fetch(urlOf(telemetry));
  await callback.entered;
  const second = fetch(urlOf(telemetry));
  callback.release();
  const pages = await Promise.all([first, second].map(async (answer) => (await answer).text()));
  for (const page of pages) expect(sample(page, 'orders_open')).toBe('7');
  expect(callback.calls()).toBeLessThanOrEqual(2);
});

test('answers in the time that the scraper gives, without the callback that hangs, and says which', async () => {
  const telemetry = await start();
  const orders = telemetry.get(OrderMetrics);
  orders.placed.add(1, { region: 'eu' });
  orders.open.observe(() => new Promise(() => {}));
  const beganMs = performance.now();
  const response = await fetch(urlOf(telemetry), {
    headers: { 'x-prometheus-scrape-timeout-seconds': '1' },
  });
  const page = await response.text();
  expect(performance.now() - beganMs).toBeLessThan(1000);
  expect(response.status).toBe(200);
  expect(sample(page, 'orders_placed_total{region="eu"}')).toBe('1');
  expect(page).toContain(
    'meterkit_callback_failures_total{instrument="orders.open",reason="timeout"} 1',
  );
});

test('streams a page that is too large to hold, whole', async () => {
  const telemetry = await start({
    store: createStore({ seriesPerInstrument: 50_000 }),
    limits: { seriesPerInstrument: 50_000 },
  });
  const orders = telemetry.get(ManyRegions);
  for (let i = 0; i < 40_000; i++) orders.placed.add(1, { region: `region-${i}` });
  const response = await fetch(urlOf(telemetry), { headers: { accept: OPENMETRICS } });
  expect(response.headers.get('content-length')).toBeNull();
  const lines = (await response.text()).split('\n');
  expect(lines.filter((line) => line.startsWith('many_placed_total{'))).toHaveLength(40_000);
  expect(lines.at(-2)).toBe('# EOF');
});

test('gives up a page that nobody reads any more, and answers the next', async () => {
  const telemetry = await start({ limits: { seriesPerInstrument: 50_000 } });
  const orders = telemetry.get(ManyRegions);
  for (let i = 0; i < 40_000; i++) orders.placed.add(1, { region: `region-${i}` });
  await new Promise<void>((resolve) => {
    const req = request(urlOf(telemetry), (res) => {
      res.once('data', () => {
        req.destroy();
        resolve();
      });
    });
    req.on('error', () => undefined);
    req.end();
  });
  const response = await fetch(urlOf(telemetry));
  expect((await response.text()).match(/^many_placed_total\{/gm)).toHaveLength(40_000);
});

class ManyRegions extends defineMeter({
  name: 'many',
  instruments: {
    placed: counter('many.placed', {
      description: 'Many.',
      labels: { region: text({ limit: 50_000 }) },
    }),
  },
}) {}

/** A callback that waits until it is released. */
function blocked(orders: OrderMetrics) {
  let calls = 0;
  let release = (): void => undefined;
  let enter = (): void => undefined;
  const entered = new Promise<void>((resolve) => {
    enter = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  orders.open.observe(async (result) => {
    calls++;
    enter();
    await released;
    result.observe(7);
  });
  return { entered, release: () => release(), calls: () => calls };
}

function encoded(url: string, encoding: string) {
  return requestRaw(url, { headers: { 'accept-encoding': encoding } });
}

test('a scraper in a hurry takes nothing from the page of another', async () => {
  const telemetry = await start();
  telemetry.get(OrderMetrics).open.observe(async (result) => {
    await new Promise((resolve) => setTimeout(resolve, 20)); // a callback that takes its time
    result.observe(7);
  });
  const hasty = fetch(urlOf(telemetry), {
    headers: { 'x-prometheus-scrape-timeout-seconds': '0.001' },
  });
  const page = await (await fetch(urlOf(telemetry))).text();
  expect(sample(page, 'orders_open')).toBe('7');
  await hasty;
});
