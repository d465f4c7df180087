import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parseOpenMetrics } from '@meterkit/exposition';
import { counter, createStore, defineMeter, histogram, text } from '@meterkit/instruments';
import { OrderMetrics, sample, start, stopAll, urlOf } from '../running.js';
import { requestRaw } from '../serving.js';

afterEach(stopAll);

class ShopMetrics extends defineMeter({
  name: 'shop',
  instruments: {
    wait: histogram('shop.wait', { description: 'Waits.', unit: 's', bounds: [1] }),
    visits: counter('shop.visits', {
      description: 'Visits.',
      labels: { page: text({ limit: 30_000 }) },
    }),
  },
}) {}

const OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';
const TEXT = 'text/plain; version=0.0.4; charset=utf-8';

async function scrape(url: string, query = '', headers = {}) {
  const response = await requestRaw(`${url}${query}`, { headers });
  return { ...response, page: response.body.toString() };
}

describe('?format=', () => {
  test.each([
    ['openmetrics', 'text/plain', OPENMETRICS],
    ['text', 'application/openmetrics-text', TEXT],
    ['text', 'text/html,*/*', TEXT],
  ])('%s overrides Accept: %s', async (format, accept, contentType) => {
    const { headers, page } = await scrape(urlOf(await start()), `?format=${format}`, { accept });
    expect(headers['content-type']).toBe(contentType);
    expect(headers.vary).toBe('Accept, Accept-Encoding');
    expect(page.endsWith('# EOF\n')).toBe(format === 'openmetrics');
  });

  test('anything else is told what there is', async () => {
    const { status, page } = await scrape(urlOf(await start()), '?format=html');
    expect([status, page]).toEqual([400, 'format: expected one of openmetrics, text\n']);
  });
});

describe('name[]', () => {
  test('has not seen the last values: the end waits for a whole page', async () => {
    const telemetry = await start({ shutdown: { graceMs: 20_000 } });
    const url = urlOf(telemetry);
    await scrape(url);
    await scrape(url); // two, so that the shutdown waits for a third
    let isOver = false;
    const stopped = telemetry.shutdown().then(() => {
      isOver = true;
    });
    await scrape(url, '?name[]=nothing');
    expect(isOver).toBe(false);
    await scrape(url);
    await stopped;
  });

  test('gives those families alone, as a whole page', async () => {
    const telemetry = await start();
    telemetry.get(OrderMetrics).placed.add(2, { region: 'eu' });
    telemetry.get(ShopMetrics).wait.record(2);
    const query = '?name[]=orders_placed_total&name[]=shop_wait_seconds_bucket&name[]=nothing';
    const { page } = await scrape(urlOf(telemetry), query, { accept: OPENMETRICS });
    expect(page).toBe(`# TYPE orders_placed counter
# HELP orders_placed Orders placed.
orders_placed_total{region="eu"} 2
# TYPE shop_wait_seconds histogram
# UNIT shop_wait_seconds seconds
# HELP shop_wait_seconds Waits.
shop_wait_seconds_bucket{le="1.0"} 0
shop_wait_seconds_bucket{le="+Inf"} 1
shop_wait_seconds_sum 2
shop_wait_seconds_count 1
# EOF
`);
  });

  test('gives target_info and what Meterkit says of itself to who asks for them', async () => {
    const query = '?name[]=target_info&name[]=meterkit_scrapes';
    const { page } = await scrape(urlOf(await start()), query, { accept: OPENMETRICS });
    expect(parseOpenMetrics(page).map(({ name }) => name)).toEqual(['target', 'meterkit_scrapes']);
  });

  test.each([
    [OPENMETRICS, '# EOF\n'],
    [TEXT, ''],
  ])('of nothing is an empty page of %s', async (accept, expected) => {
    const { status, page } = await scrape(urlOf(await start()), '?name[]=x', { accept });
    expect([status, page]).toEqual([200, expected]);
  });

  test('that are too many or too long are refused, and counted', async () => {
    const telemetry = await start();
    const many = Array.from({ length: 101 }, () => 'name[]=a').join('&');
    const refused = [
      await scrape(urlOf(telemetry), `?${many}`),
      await scrape(urlOf(telemetry), `?name[]=${'a'.repeat(256)}`),
    ];
    expect(refused.map(({ status }) => status)).toEqual([400, 400]);
    const page = await telemetry.collectText();
    expect(sample(page, 'meterkit_scrape_refusals_total{reason="invalid"}')).toBe('2');
  });
});

test('sends what can be unpacked, in the encoding that is preferred', async () => {
  const url = urlOf(await start());
  const brotli = await scrape(url, '', { 'accept-encoding': 'gzip;q=0.5, br' });
  expect(brotli.headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(brotli.body).toString()).toContain('target_info');
  const gzip = await scrape(url, '', { 'accept-encoding': 'gzip, br;q=0.9' });
  expect(gunzipSync(gzip.body).toString()).toContain('target_info');
  const plain = await scrape(url, '', { 'accept-encoding': 'identity;q=0, deflate' });
  expect([plain.status, plain.headers['content-encoding']]).toEqual([200, undefined]);
});

test('a client that scrapes too often is told when to come again, and counted; health is not limited', async () => {
  const telemetry = await start({ scrape: { ratePerMinute: 2 } });
  const url = urlOf(telemetry);
  const answers = [await scrape(url), await scrape(url), await scrape(url)];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(Number(answers[2]?.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(answers[2]?.headers['retry-after'])).toBeLessThanOrEqual(30);
  expect((await scrape(new URL('/health', url).href)).status).toBe(200);
  const page = await telemetry.collectText();
  expect(sample(page, 'meterkit_scrape_refusals_total{reason="rate"}')).toBe('1');
});

describe('a page larger than it may be', () => {
  async function many(maxPageBytes: number, logger = silent) {
    const telemetry = await start({
      store: createStore({ seriesPerInstrument: 30_000 }),
      limits: { seriesPerInstrument: 30_000 },
      scrape: { maxPageBytes },
      logLevel: 'warn',
      logger,
    });
    const { visits } = telemetry.get(ShopMetrics);
    for (let i = 0; i < 30_000; i++) visits.add(1, { page: `page-${i}-${'x'.repeat(30)}` });
    return telemetry;
  }

  const silent = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

  test('fails while nothing is sent, and the log names what is large', async () => {
    const warn = jest.fn();
    const telemetry = await many(10_000, { ...silent, warn });
    expect((await scrape(urlOf(telemetry))).status).toBe(500);
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^a scrape failed: .*maxPageBytes.*10000 bytes.* shop_visits \(30000 lines\), /,
        ),
      ],
    ]);
    const page = await telemetry.collectText();
    expect(sample(page, 'meterkit_scrapes_total{outcome="failed"}')).toBe('1');
  });

  test.each(['identity', 'gzip', 'br'])(
    'breaks the connection afterwards: %s',
    async (encoding) => {
      const url = urlOf(await many(2_000_000));
      await expect(scrape(url, '', { 'accept-encoding': encoding })).rejects.toMatchObject({
        code: 'ECONNRESET',
      });
    },
  );

  test('is sent by the families that are asked for', async () => {
    const url = urlOf(await many(10_000));
    expect((await scrape(url, '?name[]=target_info')).status).toBe(200);
  });
});

describe('cacheMs', () => {
  const cached = { cacheMs: 60_000 };
  const placed = (page: string) => sample(page, 'orders_placed_total{region="eu"}');

  test('rule 2: pages are not cached unless asked for', async () => {
    const telemetry = await start();
    const orders = telemetry.get(OrderMetrics);
    for (const expected of ['1', '2', '3']) {
      orders.placed.add(1, { region: 'eu' });
      expect(placed((await scrape(urlOf(telemetry))).page)).toBe(expected);
    }
  });

  test('gives the same bytes to who asks for the same, HEAD among them, and runs no callback', async () => {
    const telemetry = await start({ scrape: cached });
    const callback = jest.fn();
    const orders = telemetry.get(OrderMetrics);
    orders.open.observe(callback);
    orders.placed.add(1, { region: 'eu' });
    const first = await scrape(urlOf(telemetry));
    orders.placed.add(1, { region: 'eu' });
    const second = await scrape(urlOf(telemetry));
    const head = await requestRaw(urlOf(telemetry), { method: 'HEAD' });
    expect([placed(first.page), placed(second.page)]).toEqual(['1', '1']);
    expect(head.headers['content-length']).toBe(`${first.body.length}`);
    expect(callback).toHaveBeenCalledTimes(1);
    const page = await telemetry.collectText();
    expect(sample(page, 'meterkit_scrapes_total{outcome="complete"}')).toBe('3');
  });

  test('collects for who asks for something else', async () => {
    const telemetry = await start({ scrape: cached });
    const orders = telemetry.get(OrderMetrics);
    const queries = [
      '',
      '?format=openmetrics',
      '?name[]=orders_placed',
      '?name[]=orders_placed_total',
    ];
    for (const [i, query] of queries.entries()) {
      orders.placed.add(1, { region: 'eu' });
      expect(placed((await scrape(urlOf(telemetry), query)).page)).toBe(`${i + 1}`);
    }
  });

  test('the last scrape before the end sees the last values', async () => {
    const telemetry = await start({ scrape: cached, shutdown: { graceMs: 20_000 } });
    const url = urlOf(telemetry);
    await scrape(url);
    await scrape(url); // two, so that the shutdown waits for a third
    telemetry.get(OrderMetrics).placed.add(1, { region: 'eu' });
    const stopped = telemetry.shutdown();
    expect(placed((await scrape(url)).page)).toBe('1');
    await stopped;
  });
});
