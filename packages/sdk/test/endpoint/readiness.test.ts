import { createStore } from '@meterkit/instruments';
import type { ReadyBody } from '../../src/endpoint/health-bodies.js';
import { Readiness } from '../../src/endpoint/readiness.js';
import type { ReadyCheck } from '../../src/endpoint/ready-check.js';
import { ReadyMetrics } from '../../src/endpoint/ready-metrics.js';
import { LogLimiter } from '../../src/log-limiter.js';
import { seriesOf } from '../series-of.js';
import { deferred, serve, stopServers } from '../serving.js';

afterEach(stopServers);

interface Options {
  readonly readyBody?: ReadyBody;
  readonly checkCacheMs?: number;
}

async function served(checks: Readonly<Record<string, ReadyCheck>> = {}, options: Options = {}) {
  const store = createStore();
  const warn = jest.fn();
  const readiness = new Readiness({
    health: { checkTimeoutMs: 2000, checkCacheMs: 0, readyBody: undefined, ...options },
    metrics: () => new ReadyMetrics({ store }),
    log: new LogLimiter({ error: jest.fn(), warn, info: jest.fn(), debug: jest.fn() }),
  });
  for (const [name, check] of Object.entries(checks)) readiness.add(name, check);
  const url = await serve((request, response) => void readiness.answer(request, response));
  const ask = async () => {
    const response = await fetch(url);
    return { status: response.status, body: await response.json() };
  };
  const askText = async () => {
    const response = await fetch(url, { headers: { accept: 'text/plain' } });
    return [response.status, response.headers.get('content-type'), await response.text()];
  };
  return { readiness, store, warn, url, ask, askText };
}

test('is ready without checks, and the page does not speak of any', async () => {
  const { ask, store } = await served();
  expect(await ask()).toEqual({ status: 200, body: { status: 'ready', checks: [] } });
  expect(store.families().map(({ name }) => name)).not.toContain('meterkit.ready.check');
});

test.each<[string, ReadyCheck]>([
  ['false', () => false],
  ['a promise of false', async () => false],
  [
    'a throw',
    () => {
      throw new Error('no');
    },
  ],
  ['a rejection', () => Promise.reject(new Error('no'))],
  ['no boolean', (() => 1) as unknown as ReadyCheck], // in JavaScript
])('%s means no', async (_, check) => {
  const { ask, askText } = await served({ fine: () => true, database: check });
  expect(await ask()).toEqual({
    status: 503,
    body: { status: 'not ready', failing: ['database'] },
  });
  expect(await askText()).toEqual([503, 'text/plain; charset=utf-8', 'not ready\ndatabase\n']);
});

test('a text means no and says why; an error is for the log alone', async () => {
  const { ask, askText, warn } = await served({
    fine: () => true,
    disk: () => '3 MB left',
    database: () => Promise.reject(new Error('secret')),
  });
  expect(await ask()).toEqual({
    status: 503,
    body: { status: 'not ready', failing: ['disk', 'database'], reasons: { disk: '3 MB left' } },
  });
  const [, , text] = await askText();
  expect(text).toBe('not ready\ndisk: 3 MB left\ndatabase\n');
  expect(warn.mock.calls).toEqual([['the readiness check "database" failed: Error: secret']]);
});

test('is OK in plain text', async () => {
  const { askText } = await served({ database: () => true });
  expect(await askText()).toEqual([200, 'text/plain; charset=utf-8', 'OK\n']);
});

test('is not stored, and answers HEAD without a body', async () => {
  const { url } = await served();
  const response = await fetch(url, { method: 'HEAD' });
  expect([response.headers.get('cache-control'), await response.text()]).toEqual(['no-store', '']);
});

test('a check replaces that of the same name, which is told, and only itself is taken away', async () => {
  const { readiness, ask, warn } = await served({ fine: () => true });
  const removeFirst = readiness.add('database', () => false);
  expect(warn).not.toHaveBeenCalled();
  const removeSecond = readiness.add('database', () => true);
  expect(warn).toHaveBeenCalledWith(
    'the readiness check "database" takes the place of another one of this name; take that away first where it is meant',
  );
  removeFirst();
  expect((await ask()).body).toEqual({ status: 'ready', checks: ['fine', 'database'] });
  removeSecond();
  expect((await ask()).body).toEqual({ status: 'ready', checks: ['fine'] });
  readiness.add('database', () => true);
  expect(warn).toHaveBeenCalledTimes(1);
});

test('each check has its own deadline and cache, where it says so', async () => {
  const { readiness, ask } = await served({}, { checkCacheMs: 60_000 });
  const [kept, asked] = [jest.fn(() => true), jest.fn(() => true)];
  readiness.add('kept', kept);
  readiness.add('asked', asked, { cacheMs: 0 });
  readiness.add('hangs', () => new Promise<boolean>(() => {}), { timeoutMs: 1 });
  expect((await ask()).body).toEqual({ status: 'not ready', failing: ['hangs'] });
  await ask();
  expect([kept.mock.calls.length, asked.mock.calls.length]).toEqual([1, 2]);
});

test('a storm of probes runs a check once', async () => {
  const check = jest.fn(() => true);
  const { ask } = await served({ database: check }, { checkCacheMs: 60_000 });
  const answers = await Promise.all(Array.from({ length: 50 }, ask));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(check).toHaveBeenCalledTimes(1);
});

test('the page has each check from its registration on, as it last answered', async () => {
  let answer: boolean | string = 'away';
  const { readiness, ask, store } = await served({
    database: () => answer,
    fails: () => Promise.reject(new Error('no')),
  });
  const removeHanging = readiness.add('hangs', () => new Promise<boolean>(() => {}), {
    timeoutMs: 1,
  });
  const checks = () => seriesOf(store, 'meterkit.ready.check');
  expect(checks()).toEqual({ database: 0, fails: 0, hangs: 0 });
  await ask();
  expect(checks()).toEqual({ database: 0, fails: 0, hangs: 0 });
  answer = true;
  await ask();
  expect(checks()).toEqual({ database: 1, fails: 0, hangs: 0 });
  expect(seriesOf(store, 'meterkit.ready.check.failures')).toEqual({
    'database no': 1,
    'database error': 0,
    'database timeout': 0,
    'fails no': 0,
    'fails error': 2,
    'fails timeout': 0,
    'hangs no': 0,
    'hangs error': 0,
    'hangs timeout': 1, // the second probe finds the first run still hanging
  });
  removeHanging();
  expect(checks()).toEqual({ database: 1, fails: 0 });
});

test('a check that answers after it was taken away is not on the page', async () => {
  const [entered, released] = [deferred(), deferred()];
  const { readiness, ask, store } = await served({ fine: () => true });
  const remove = readiness.add('gone', async () => {
    entered.resolve();
    await released.promise;
    return true;
  });
  const asked = ask();
  await entered.promise;
  remove();
  released.resolve();
  await asked;
  expect(seriesOf(store, 'meterkit.ready.check')).toEqual({ fine: 1 });
});

test('asks nobody while it shuts down', async () => {
  const check = jest.fn(() => true);
  const { readiness, ask, askText } = await served({ database: check });
  readiness.stop();
  expect(await ask()).toEqual({ status: 503, body: { status: 'shutting down', failing: [] } });
  expect((await askText())[2]).toBe('shutting down\n');
  expect(check).not.toHaveBeenCalled();
});

test('asks nobody and is not ready while it starts', async () => {
  const check = jest.fn(() => true);
  const { readiness, ask, askText } = await served({ database: check });
  readiness.starting();
  expect(await ask()).toEqual({ status: 503, body: { status: 'starting', failing: [] } });
  expect((await askText())[2]).toBe('starting\n');
  expect(check).not.toHaveBeenCalled();
  readiness.started();
  expect((await ask()).status).toBe(200);
});

test('says it in the words of the application', async () => {
  const { readiness, ask } = await served(
    { fine: () => true, disk: () => 'full' },
    { readyBody: (readiness) => ({ mine: readiness }) },
  );
  const checks = [
    { name: 'fine', ready: true, message: null },
    { name: 'disk', ready: false, message: 'full' },
  ];
  expect(await ask()).toEqual({
    status: 503,
    body: { mine: { ready: false, status: 'not ready', checks } },
  });
  readiness.stop();
  expect(await ask()).toEqual({
    status: 503,
    body: { mine: { ready: false, status: 'shutting down', checks } },
  });
});

test('refuses wrong arguments, all at once', async () => {
  const { readiness } = await served();
  expect(() =>
    readiness.add('', 'check' as unknown as ReadyCheck, {
      ...{ timeoutMs: 0, cacheMs: 0.5 },
      ...{ cacheMS: 1, retries: 3 }, // in JavaScript
    }),
  ).toThrow(
    expect.objectContaining({
      code: 'METERKIT_CONFIGURATION',
      message: [
        'The configuration cannot be used:',
        'ready(): name: expected a string that is not empty, got "" (from code)',
        'ready(): check: expected a function, got "check" (from code)',
        'ready(): timeoutMs: expected an integer from 1 to 600000, got 0 (from code)',
        'ready(): cacheMs: expected an integer from 0 to 600000, got 0.5 (from code)',
        'ready(): cacheMS: unknown option (from code); did you mean cacheMs?',
        'ready(): retries: unknown option (from code)',
      ].join('\n  '),
    }),
  );
});
