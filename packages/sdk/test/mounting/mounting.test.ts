import { counter, createStore, defineMeter, text } from '@meterkit/instruments';
import type { InitOptions, Telemetry } from '@meterkit/sdk';
import { sample, start, stopAll } from '../running.js';
import { requestRaw } from '../serving.js';
import { type Application, prefixing, whole } from './applications.js';

const applications: Application[] = [];
afterEach(async () => {
  await Promise.all(applications.splice(0).map((app) => app.close()));
  await stopAll();
});

/** Of 130 bytes each. */
const ROWS = 10_000;
const PADDING = 'x'.repeat(100);

class ManyMetrics extends defineMeter({
  name: 'many',
  instruments: {
    rows: counter('rows', { description: 'Rows.', labels: { row: text({ limit: ROWS }) } }),
  },
}) {}

const paths = {
  metricsPath: '/internal/metrics',
  healthPath: '/internal/health',
  readyPath: '/internal/ready',
};

const frameworks = [
  ...Object.entries(prefixing).map(([name, mount]) => ({ name, mount, scrape: {} })),
  ...Object.entries(whole).map(([name, mount]) => ({ name, mount, scrape: paths })),
];

interface Framework {
  readonly mount: (telemetry: Telemetry) => Promise<Application>;
  readonly scrape: InitOptions['scrape'];
}

async function mounted({ mount, scrape }: Framework, options: InitOptions = {}) {
  const telemetry = await start({ ...options, scrape: { ...scrape, listen: false } });
  const app = await mount(telemetry);
  applications.push(app);
  const { origin } = app;
  return { telemetry, origin, page: `${origin}/internal/metrics` };
}

describe.each(frameworks)('on $name', (framework) => {
  test('answers its own paths, and leaves the others to the application', async () => {
    const { origin, page } = await mounted(framework);
    const accept = 'application/openmetrics-text;version=1.0.0';
    const response = await fetch(page, { headers: { accept } });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    ]);
    expect(await response.text()).toMatch(/# EOF\n$/);
    const health = await fetch(`${origin}/internal/health`, { headers: { accept: 'text/plain' } });
    expect([health.status, await health.text()]).toEqual([200, 'OK\n']);
    const ready = await fetch(`${origin}/internal/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', checks: [] }]);
    expect(await (await fetch(`${origin}/orders`)).text()).toBe('orders');
  });

  test.each(['/metrics', '/health', '/ready'])('answers HEAD %s without a body', async (path) => {
    const { origin } = await mounted(framework);
    const answer = await requestRaw(`${origin}/internal${path}`, { method: 'HEAD' });
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
    expect(answer.headers['content-type']).toMatch(path === '/metrics' ? /^text/ : /json/);
  });

  test('refuses what is no reading, and a body that comes with it', async () => {
    const { page } = await mounted(framework);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(page, { method: 'POST', headers, body: '{"a":1}' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  test.each(['identity', 'gzip', 'br', 'deflate'])(
    'streams a page over 1 MiB whole to who accepts %s',
    async (encoding) => {
      const { telemetry, page } = await mounted(framework, {
        limits: { seriesPerInstrument: 2 * ROWS },
      });
      const { rows } = telemetry.get(ManyMetrics);
      for (let row = 0; row < ROWS; row++) rows.add(1, { row: `${PADDING} ${row}` });
      const response = await fetch(page, { headers: { 'accept-encoding': encoding } });
      expect(response.headers.get('content-encoding')).toBe(
        encoding === 'identity' || encoding === 'deflate' ? null : encoding,
      );
      expect(response.headers.get('content-length')).toBeNull();
      const body = await response.text();
      expect(body.length).toBeGreaterThan(1 << 20);
      expect(body.match(/^rows_total\{row="x+ \d+"\} 1$/gm)).toHaveLength(ROWS);
    },
  );

  test('is no traffic of the application', async () => {
    const { origin, page } = await mounted(framework, {
      automatic: { http: 'meterkit' },
      store: createStore(),
    });
    await (await fetch(`${origin}/orders`)).text();
    for (const path of ['/metrics', '/health', '/ready'])
      await (await fetch(`${origin}/internal${path}`)).text();
    const { body } = await requestRaw(page);
    const counts = [...body.toString().matchAll(/^http_server_request_duration_seconds_count.*/gm)];
    expect(counts.map(([line]) => line.split(' ').at(-1))).toEqual(['1']);
    expect(sample(body.toString(), 'meterkit_scrapes_total{outcome="complete"}')).toBe('1');
  });
});
