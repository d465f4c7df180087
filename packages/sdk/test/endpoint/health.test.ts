import { answerHealth } from '../../src/endpoint/health.js';
import type { HealthBody } from '../../src/endpoint/health-bodies.js';
import { LogLimiter } from '../../src/log-limiter.js';
import { requestRaw, serve, stopServers } from '../serving.js';

afterEach(stopServers);

const warn = jest.fn();
const log = new LogLimiter({ error: jest.fn(), warn, info: jest.fn(), debug: jest.fn() });

const served = (version?: string, body?: HealthBody): Promise<string> =>
  serve((request, response) => answerHealth(request, response, { version, health: { body }, log }));

test.each([
  [undefined, 'application/json; charset=utf-8'],
  ['*/*', 'application/json; charset=utf-8'],
  ['application/json', 'application/json; charset=utf-8'],
  ['text/plain', 'text/plain; charset=utf-8'],
  ['text/plain, application/json', 'application/json; charset=utf-8'],
])('answers who accepts %s as %s', async (accept, contentType) => {
  const response = await fetch(await served(), { headers: accept === undefined ? {} : { accept } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(contentType);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('says the version where there is one', async () => {
  expect(await (await fetch(await served('1.2.3'))).json()).toMatchObject({ version: '1.2.3' });
  expect(await (await fetch(await served())).json()).toEqual({
    status: 'ok',
    uptimeSeconds: expect.any(Number),
  });
});

test('answers HEAD with the headers alone', async () => {
  const response = await requestRaw(await served(), { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(Number(response.headers['content-length'])).toBeGreaterThan(0);
  expect(response.body).toHaveLength(0);
});

test('says it in the words of the application, and in plain text as ever', async () => {
  const url = await served('1.2.3', ({ version, uptimeSeconds }) => ({
    healthy: uptimeSeconds > 0,
    version,
  }));
  expect(await (await fetch(url)).text()).toBe('{"healthy":true,"version":"1.2.3"}\n');
  expect(await (await fetch(url, { headers: { accept: 'text/plain' } })).text()).toBe('OK\n');
});

test.each<[string, HealthBody]>([
  [
    'throws',
    () => {
      throw new Error('mine');
    },
  ],
  ['gives nothing', (() => undefined) as unknown as HealthBody], // in JavaScript
  ['gives a text', (() => 'fine') as unknown as HealthBody], // in JavaScript
  ['gives what is no JSON', () => ({ big: 1n })],
])('stays healthy when the function that makes its JSON %s', async (_, body) => {
  const response = await fetch(await served(undefined, body));
  expect([response.status, await response.json()]).toEqual([
    200,
    { status: 'ok', uptimeSeconds: expect.any(Number) },
  ]);
});

test('tells of a function that fails once a minute', async () => {
  warn.mockClear();
  const body = () => {
    throw new Error('mine');
  };
  const own = new LogLimiter({ error: jest.fn(), warn, info: jest.fn(), debug: jest.fn() });
  const url = await serve((request, response) =>
    answerHealth(request, response, { version: undefined, health: { body }, log: own }),
  );
  await fetch(url);
  await fetch(url);
  expect(warn.mock.calls).toEqual([['health: a function that makes its JSON failed: Error: mine']]);
});
