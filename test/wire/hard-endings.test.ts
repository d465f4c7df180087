import { once } from 'node:events';
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type ChildService, startChild } from './child-service.js';
import { runChild } from './run-child.js';

const TIMEOUT_MS = 60_000;
const BY_SIGNAL = [null, 'SIGTERM'];

const children: ChildService[] = [];
const sockets: Socket[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.process.kill('SIGKILL');
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** A process of children/ending.mjs that serves a page. */
async function start(mode: string, env: NodeJS.ProcessEnv = {}): Promise<ChildService> {
  const child = await startChild(mode, 'ending.mjs', env);
  children.push(child);
  return child;
}

test('R18: SIGTERM while init() is pending ends the process as it would have', async () => {
  expect(await runChild('ending.mjs', { MODE: 'starting' })).toEqual({
    code: null,
    signal: 'SIGTERM',
    stdout: '',
    stderr: '',
  });
});

test('R18: SIGTERM while init() is pending leaves the end to the application that listens', async () => {
  expect(await runChild('ending.mjs', { MODE: 'starting, own listener' })).toEqual({
    code: 0,
    signal: null,
    stdout: '',
    stderr: '',
  });
});

test('R18: the wait for a scraper that has gone is bounded by its interval and a second', async () => {
  const { url, process, ended } = await start('plain');
  for (let i = 0; i < 2; i++) await (await fetch(url)).text(); // the interval is a few milliseconds
  const beganMs = performance.now();
  process.kill('SIGTERM');
  expect(await ended).toEqual(BY_SIGNAL);
  expect(performance.now() - beganMs).toBeGreaterThan(900);
  expect(performance.now() - beganMs).toBeLessThan(5000);
});

test(
  'R17: a page that is being sent arrives whole',
  async () => {
    const { url, process, ended } = await start('large page');
    const headers = { accept: 'application/openmetrics-text' };
    const response = await opened(url, { headers });
    process.kill('SIGTERM');
    await refusing(url);
    let page = '';
    for await (const chunk of response) page += chunk;
    expect(page.length).toBeGreaterThan(10e6);
    expect(page.endsWith('# EOF\n')).toBe(true);
    expect(await ended).toEqual(BY_SIGNAL);
  },
  TIMEOUT_MS,
);

test(
  'R17: it ends in five seconds beside a reader that stalls, connections that idle, say nothing or dawdle',
  async () => {
    const { url, process, ended } = await start('large page');
    const agent = new Agent({ keepAlive: true });
    await (await opened(new URL('/health', url).href, { agent })).resume().toArray();
    const { port } = new URL(url);
    const silent = connect(Number(port), '127.0.0.1');
    const slow = connect(Number(port), '127.0.0.1');
    for (const socket of [silent, slow])
      await once(
        socket.on('error', () => undefined),
        'connect',
      );
    sockets.push(silent, slow);
    slow.write('GET /metrics HTTP/1.1\r\nhost: a\r\nx-a');
    const stalled = await opened(url);
    stalled.on('error', () => undefined); // it is cut off
    const beganMs = performance.now();
    process.kill('SIGTERM');
    expect(await ended).toEqual(BY_SIGNAL);
    expect(performance.now() - beganMs).toBeLessThan(5000);
    agent.destroy();
  },
  TIMEOUT_MS,
);

test('R17: it ends in five seconds while a callback hangs', async () => {
  const { url, process, ended } = await start('hung callback');
  const scrape = fetch(url).catch(() => undefined);
  await once(process, 'message');
  const beganMs = performance.now();
  process.kill('SIGTERM');
  expect(await ended).toEqual(BY_SIGNAL);
  expect(performance.now() - beganMs).toBeLessThan(5000);
  await scrape;
});

test('R17: shutdown() may be called often and at once, and recorded after', async () => {
  const { process, ended } = await start('shuts down often');
  process.send('go');
  expect(await ended).toEqual(BY_SIGNAL);
});

test('R17: the port is free again as soon as the process has ended', async () => {
  const first = await start('plain');
  const agent = new Agent({ keepAlive: true });
  await (await opened(first.url, { agent })).resume().toArray();
  first.process.kill('SIGTERM');
  await first.ended;
  const second = await start('plain', { PORT: new URL(first.url).port });
  expect(second.url).toBe(first.url);
  expect((await fetch(second.url)).status).toBe(200);
  agent.destroy();
});

test('R28: a logger that throws and rejects changes nothing about a page and the end', async () => {
  const { url, process, ended } = await start('broken logger');
  expect(await (await fetch(url)).text()).toContain('meterkit_callback_failures_total');
  process.kill('SIGTERM');
  expect(await ended).toEqual(BY_SIGNAL);
});

test('R29: a polluted prototype and a clock without time change nothing about a page and the end', async () => {
  const { url, process, ended } = await start('hostile globals');
  const page = await (await fetch(url)).text();
  expect(page).toContain('\nwork_done_total{item="a"} 1\n');
  expect(page).not.toContain('polluted');
  process.kill('SIGTERM');
  expect(await ended).toEqual(BY_SIGNAL);
});

const crashes = ['exception', 'rejection'].flatMap((event) =>
  ['', ' and a listener', ' and a shutdown', ' and a listener and a shutdown'].map(
    (more) => event + more,
  ),
);

test.each(crashes)(
  'R30: the process ends as without metrics after an uncaught %s',
  async (mode) => {
    const [ours, bare] = await Promise.all([
      runChild('crashing.mjs', { MODE: mode }),
      runChild('crashing.mjs', { MODE: mode, METRICS: 'off' }),
    ]);
    expect(ours).toEqual(bare);
    expect(bare.code).toBe(mode.includes('listener') ? 3 : 1);
    expect(bare.stderr).toContain('Crash: in user code');
  },
);

test.each([
  ['stays', 'one server stays'],
  ['shuts down', 'it shuts down each time'],
])(
  'R23: values, port and heap survive modules that are loaded a hundred times: %s',
  async (mode) => {
    const { code, stdout, stderr } = await runChild('reloading.cjs', { MODE: mode }, [
      '--expose-gc',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' }); // no warning of listeners that leak
    const { heapGrowthMiB, ...result } = JSON.parse(stdout);
    expect(result).toEqual({ urls: 1, done: 101, signals: 0 });
    expect(heapGrowthMiB).toBeLessThan(10);
  },
  2 * TIMEOUT_MS,
);

/** A response that has begun and is not read. */
async function opened(url: string, options: RequestOptions = {}): Promise<IncomingMessage> {
  const asked = request(url, options).on('error', () => undefined);
  const [response] = (await once(asked.end(), 'response')) as [IncomingMessage]; // the event's argument
  return response;
}

/** Resolves when nobody listens there any more. */
async function refusing(url: string): Promise<void> {
  const { port } = new URL(url);
  for (;;) {
    const socket = connect(Number(port), '127.0.0.1');
    const isRefused = await new Promise((resolve) => {
      socket.once('error', () => resolve(true)).once('connect', () => resolve(false));
    });
    socket.destroy();
    if (isRefused) return;
  }
}
