import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describeWith } from '../real-parts.js';
import { automaticFamilies } from './automatic-families.js';
import { RealPrometheus } from './real-prometheus.js';
import { scrapedFamilies } from './scraped-families.js';

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** An application started with flags; `said` gives the first line of its log that matches. */
async function start(flags: readonly string[], program: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [...flags, join(__dirname, 'children', program)], {
    cwd: join(__dirname, '../..'),
    env: { PATH: process.env.PATH, OTEL_EXPORTER_PROMETHEUS_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const log: string[] = [];
  const lines = createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]; // the first line
  return {
    url,
    log,
    async said(pattern: RegExp): Promise<RegExpExecArray> {
      for (let at = 0; ; at++) {
        const found = pattern.exec(log[at] ?? (await once(lines, 'line'))[0]);
        if (found !== null) return found;
      }
    },
  };
}

const REGISTER = '@meterkit/sdk/register';
const PAGE = /metrics at (http:\S+?);/;

test.each([
  ['--import', 'application.mjs'],
  ['--import', 'application.cjs'],
  ['--require', 'application.mjs'],
  ['--require', 'application.cjs'],
])('an application with %s in %s is measured without code', async (flag, program) => {
  const { url, said, log } = await start([flag, REGISTER], program);
  const [, page = ''] = await said(PAGE);
  for (let i = 0; i < 3; i++) await (await fetch(url)).text();
  const text = await (await fetch(page)).text();
  expect(text).toMatch(/^http_server_request_duration_seconds_count\{.*\} 3$/m);
  expect(log).toEqual([expect.stringMatching(/collected by itself: http, process, runtime$/)]);
});

test("OpenTelemetry's instruments that the application makes at its start are on the page", async () => {
  const { said } = await start(['--import', REGISTER], 'instrumented.cjs');
  const [, page = ''] = await said(PAGE);
  expect(await (await fetch(page)).text()).toMatch(/^mine_calls_total 1$/m);
});

describe('a port that is taken is logged, and the application runs', () => {
  let port: string;
  let owner: Server;

  beforeEach(async () => {
    owner = createServer().listen(0, '127.0.0.1');
    await once(owner, 'listening');
    port = String((owner.address() as AddressInfo).port); // it listens on a port
  });
  afterEach(() => owner.close());

  test('without a page, when it is that of the page', async () => {
    const env = { OTEL_EXPORTER_PROMETHEUS_PORT: port };
    const { url, said } = await start(['--import', REGISTER], 'application.mjs', env);
    await said(/scrape\.port: expected a port that is free/);
    expect(await (await fetch(url)).text()).toBe('hello');
  });

  test.each(['--import', '--require'])(
    'with a page, when it is that of health: %s',
    async (flag) => {
      const env = { METERKIT_HEALTH_PORT: port };
      const { url, said } = await start([flag, REGISTER], 'application.mjs', env);
      await said(/health\.port: expected a port that is free/);
      const [, page = ''] = await said(PAGE);
      expect((await fetch(page)).status).toBe(200);
      expect(await (await fetch(url)).text()).toBe('hello');
    },
  );

  test('without a page, when it is that of both', async () => {
    const env = { OTEL_EXPORTER_PROMETHEUS_PORT: port, METERKIT_HEALTH_PORT: port };
    const { url, said } = await start(['--import', REGISTER], 'application.mjs', env);
    await said(/scrape\.port: expected a port that is free/);
    await said(/health\.port: expected a port that is free/);
    await said(/health at http:/);
    expect(await (await fetch(url)).text()).toBe('hello');
  });
});

test('a configuration that cannot be used is logged, and the application runs', async () => {
  const env = { METERKIT_STRICT: 'perhaps' };
  const { url, said } = await start(['--import', REGISTER], 'application.mjs', env);
  await said(/strict: expected true or false, got "perhaps" \(from env METERKIT_STRICT\)/);
  expect(await (await fetch(url)).text()).toBe('hello');
});

test.each([
  ['', 'free'],
  [', also when its port was taken', 'taken'],
])(
  'init() without options gives the handle of the flag%s; with options it says who was first',
  async (_, port) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const taken = `${(server.address() as AddressInfo).port}`;
    const env = { OTEL_EXPORTER_PROMETHEUS_PORT: port === 'taken' ? taken : '0' };
    const { url: said } = await start(['--import', REGISTER], 'own-init.mjs', env);
    server.close();
    expect(JSON.parse(said)).toEqual([
      'function',
      'init: expected the options that it was called with at the flag @meterkit/sdk/register, whose handle init() without options ' +
        'gives, got others; call it once, or await shutdown() before',
    ]);
  },
);

test('the workers of a cluster do not share a port: a page would be of another one at each scrape', async () => {
  const { url: said } = await start([], 'cluster.mjs');
  expect(JSON.parse(said)).toEqual([
    'listens',
    'scrape.port: expected a port that is free on 127.0.0.1, got PORT (EADDRINUSE); choose another one ' +
      '(OTEL_EXPORTER_PROMETHEUS_PORT), or 0 for any that is free; each worker of a cluster needs one of its own',
  ]);
});

describeWith(['prometheus'], 'an application with only the flag', ({ prometheus }) => {
  test('is in a real Prometheus with everything that is collected by itself', async () => {
    const { url, said } = await start(['--import', REGISTER], 'application.mjs');
    const [, page = ''] = await said(PAGE);
    await (await fetch(url)).text();
    const server = await RealPrometheus.start(prometheus, page);
    try {
      await server.nextScrape();
      const families = await scrapedFamilies(server);
      const missing = [...automaticFamilies].filter((family) => !families.has(family));
      expect(missing).toEqual([]);
    } finally {
      await server.stop();
    }
  }, 30_000);
});
