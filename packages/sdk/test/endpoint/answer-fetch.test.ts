import { counter, defineMeter, observableGauge, text } from '@meterkit/instruments';
import type { InitOptions } from '@meterkit/sdk';
import { OrderMetrics, sample, start, stopAll } from '../running.js';
import { deferred } from '../serving.js';

afterEach(stopAll);

const ROWS = 60_000;

class ManyMetrics extends defineMeter({
  name: 'many',
  instruments: {
    rows: counter('rows', { description: 'Rows.', labels: { row: text({ limit: ROWS }) } }),
    slow: observableGauge('slow', { description: 'Asks somebody who is slow.' }),
  },
}) {}

/** What answers the fetch API, on no server. */
async function mounted(options: InitOptions = {}) {
  const scrape = { listen: false, ...options.scrape };
  const telemetry = await start({ ...options, scrape });
  const ask = (path: string, init?: RequestInit) =>
    telemetry.fetch(new Request(`http://shop${path}`, init));
  return { telemetry, ask };
}

/** The same with a page over 1 MiB. */
async function large(options: InitOptions = {}) {
  const limits = { seriesPerInstrument: 2 * ROWS };
  const { telemetry, ask } = await mounted({ ...options, limits });
  const { rows } = telemetry.get(ManyMetrics);
  for (let row = 0; row < ROWS; row++) rows.add(1, { row: `row ${row}` });
  return { telemetry, ask, page: (init?: RequestInit) => ask('/metrics', init) };
}

test.each([
  ['GET', '/metrics', 200],
  ['GET', '/metrics?x=1', 200],
  ['HEAD', '/metrics', 200],
  ['GET', '/', 200],
  ['GET', '/health', 200],
  ['GET', '/ready', 200],
  ['GET', '/metrics/', 404],
  ['POST', '/metrics', 405],
  ['OPTIONS', '/ready', 204],
])('answers %s %s with %i', async (method, path, status) => {
  const { ask } = await mounted();
  const response = await ask(path, { method });
  expect(response.status).toBe(status);
  if (method === 'HEAD') expect(response.body).toBeNull();
  if (status === 405) expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
});

test('negotiates format and encoding', async () => {
  const { telemetry, ask } = await mounted();
  telemetry.get(OrderMetrics).placed.add(2, { region: 'eu' });
  const accept = 'application/openmetrics-text; version=1.0.0';
  const response = await ask('/metrics', { headers: { accept, 'accept-encoding': 'gzip' } });
  expect(Object.fromEntries(response.headers)).toEqual({
    'cache-control': 'no-store, no-transform',
    'content-encoding': 'gzip',
    'content-length': expect.stringMatching(/^\d+$/),
    'content-type': 'application/openmetrics-text; version=1.0.0; charset=utf-8',
    vary: 'Accept, Accept-Encoding',
  });
  const unzipped = response.body?.pipeThrough(new DecompressionStream('gzip'));
  const page = await new Response(unzipped).text();
  expect(sample(page, 'orders_placed_total{region="eu"}')).toBe('2');
  expect(page).toMatch(/# EOF\n$/);
});

test('streams a large page, and says no length', async () => {
  const { page } = await large();
  const response = await page();
  expect([response.status, response.headers.get('content-length')]).toEqual([200, null]);
  expect((await response.text()).match(/^rows_total\{row="row \d+"\} 1$/gm)).toHaveLength(ROWS);
});

test('refuses one scrape too many', async () => {
  const { telemetry, ask } = await mounted({ scrape: { maxConcurrent: 1 } });
  const entered = deferred();
  const released = deferred();
  telemetry.get(ManyMetrics).slow.observe(async () => {
    entered.resolve();
    await released.promise;
  });
  const first = ask('/metrics');
  await entered.promise;
  const second = await ask('/metrics');
  expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1']);
  released.resolve();
  expect((await first).status).toBe(200);
});

test('a reader that goes in the middle of a page is counted as a scrape that was aborted', async () => {
  const { telemetry, page } = await large();
  const reader = (await page()).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  const aborted = 'meterkit_scrapes_total{outcome="aborted"}';
  while (sample(await telemetry.collectText(), aborted) !== '1')
    await new Promise((resolve) => setImmediate(resolve));
});

test('a page that nobody reads on fails at its deadline', async () => {
  const { page } = await large({ scrape: { timeoutMs: 1000 } }); // by then it has begun, also where much else runs
  const { status, body } = await page();
  expect(status).toBe(200);
  const reader = body?.getReader();
  await reader?.read();
  await reader?.closed.catch(() => undefined);
  await expect(reader?.read()).rejects.toThrow('the answer was broken off');
});

test.each([undefined, null, {}, { incoming: 1 }, 'env', 7])(
  'looks at no environment but that of Node: %p',
  async (env) => {
    const { telemetry } = await mounted();
    const response = await telemetry.fetch(new Request('http://shop/health'), env);
    expect(response.status).toBe(200);
  },
);
