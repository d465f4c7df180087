import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { resolveConfiguration } from '../../src/configuration/resolve-configuration.js';
import { EndpointServer, type EndpointServerOptions } from '../../src/endpoint/endpoint-server.js';
import { connected, exchange, received } from '../raw-client.js';
import { takePort } from '../running.js';
import { closed, deferred, requestRaw } from '../serving.js';

const running: EndpointServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const ok: RequestListener = (_, response) => void response.end('ok');

function serverOf(listener: RequestListener = ok, scrape = {}, own: EndpointServerOptions = {}) {
  const options = resolveConfiguration({ scrape: { port: 0, ...scrape } }, { env: {} });
  const server = new EndpointServer(options.configuration.scrape, listener, own);
  running.push(server);
  return server;
}

const urlOf = (server: EndpointServer): string | undefined => server.urlOf('/metrics');

async function listening(...options: Parameters<typeof serverOf>) {
  const server = serverOf(...options);
  await server.listen();
  return { server, url: urlOf(server) ?? '' };
}

/** Whether nobody listens there. */
async function isRefused(url: string): Promise<boolean> {
  return requestRaw(url).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ECONNREFUSED',
  );
}

test('has a URL while it listens, and only then', async () => {
  const { server, url } = await listening();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  expect((await requestRaw(url)).body.toString()).toBe('ok');
  await server.close();
  expect(urlOf(server)).toBeUndefined();
  expect(await isRefused(url)).toBe(true);
});

test('names an address that can be opened when it listens on all', async () => {
  const { url } = await listening(ok, { host: '0.0.0.0' });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect((await requestRaw(url)).status).toBe(200);
});

const hasIPv6 = Object.values(networkInterfaces())
  .flat()
  .some((face) => face?.address === '::1');

(hasIPv6 ? test : test.skip)('listens on an IPv6 address', async () => {
  const { url } = await listening(ok, { host: '::1' });
  expect(url).toMatch(/^http:\/\/\[::1\]:\d+\/metrics$/);
  expect((await requestRaw(url)).status).toBe(200);
});

test('listens once, however often it is asked', async () => {
  const server = serverOf();
  await Promise.all([server.listen(), server.listen()]);
  const url = urlOf(server);
  await server.listen();
  expect(urlOf(server)).toBe(url);
});

test('tells everybody who waits why it cannot listen, and may try again', async () => {
  const taken = await takePort();
  const server = serverOf(ok, { port: taken.port });
  const attempts = await Promise.allSettled([server.listen(), server.listen()]);
  for (const attempt of attempts)
    expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'EADDRINUSE' } });
  expect(urlOf(server)).toBeUndefined();
  await new Promise((resolve) => taken.server.close(resolve));
  await server.listen();
  expect((await requestRaw(urlOf(server) ?? '')).status).toBe(200);
});

test('closes before it has listened, and twice', async () => {
  const server = serverOf();
  await server.close();
  await server.listen();
  await Promise.all([server.close(), server.close()]);
  await server.close();
});

test('is closed when it was closed while it began to listen', async () => {
  const { port, server: holder } = await takePort();
  await new Promise((resolve) => holder.close(resolve));
  const server = serverOf(ok, { port });
  const listen = server.listen();
  await server.close();
  await listen;
  expect(urlOf(server)).toBeUndefined();
  expect(await isRefused(`http://127.0.0.1:${port}/`)).toBe(true);
});

test('listens again on its port after it was closed, also when asked at once', async () => {
  const { port, server: holder } = await takePort();
  await new Promise((resolve) => holder.close(resolve));
  const { server } = await listening(ok, { port });
  void server.close();
  await server.listen();
  expect((await requestRaw(`http://127.0.0.1:${port}/`)).status).toBe(200);
});

test('listens in the end when it was asked to, not to and to again', async () => {
  const { port, server: holder } = await takePort();
  await new Promise((resolve) => holder.close(resolve));
  const server = serverOf(ok, { port });
  const first = server.listen();
  const end = server.close();
  await Promise.all([first, end, server.listen()]);
  expect((await requestRaw(urlOf(server) ?? '')).status).toBe(200);
});

test('lets an answer end that has begun, and takes no new connection meanwhile', async () => {
  const entered = deferred();
  const released = deferred();
  const { server, url } = await listening(async (_, response) => {
    entered.resolve();
    await released.promise;
    response.end('whole');
  });
  const answer = requestRaw(url);
  await entered.promise;
  const end = server.close();
  expect(await isRefused(url)).toBe(true);
  released.resolve();
  expect((await answer).body.toString()).toBe('whole');
  await end;
});

test('ends an answer that takes too long', async () => {
  const entered = deferred();
  const { server, url } = await listening(() => entered.resolve(), {}, { answeringMs: 20 });
  const answer = requestRaw(url);
  await entered.promise;
  await Promise.all([server.close(), expect(answer).rejects.toThrow('socket hang up')]);
});

test('waits neither for a connection that is idle nor for a request that never ends', async () => {
  const { server, url } = await listening(ok, {}, { answeringMs: 60_000 });
  const { port } = new URL(url);
  const agent = new Agent({ keepAlive: true });
  const idle = request(url, { agent })
    .on('error', () => undefined)
    .end();
  const [response] = await once(idle, 'response');
  response.resume();
  await once(response, 'end');
  const slow = connect(Number(port), '127.0.0.1');
  await once(slow, 'connect');
  const slowEnded = closed(slow);
  await new Promise<void>((resolve) => slow.write('GET /metrics HTTP/1.1\r\n', () => resolve()));
  await server.close();
  agent.destroy();
  await slowEnded;
});

test('holds a process alive only when asked to', async () => {
  const { server } = await listening();
  const servers = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
  const before = servers();
  server.hold(true);
  expect(servers()).toBe(before + 1);
  server.hold(false);
  expect(servers()).toBe(before);
});

test('an answer that has begun gets no second one when what follows is no HTTP', async () => {
  const refused = jest.fn();
  const { url } = await listening((_, response) => void response.write('begun'), {}, { refused });
  const socket = await connected(url);
  const text = received(socket);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  socket.write('no HTTP\r\n\r\n');
  expect((await text).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
  expect(refused).not.toHaveBeenCalled();
});

test.each([
  ['headers', 'GET / HTTP/1.1\r\nHost: x\r\n', { headersTimeout: 20 }],
  ['nothing at all', '', { headersTimeout: 20 }],
])('who is too slow with its request is told so and ended: %s', async (_, bytes, limits) => {
  const refused = jest.fn();
  const all = { ...limits, requestTimeout: 20, connectionsCheckingInterval: 10 };
  const { url } = await listening(ok, {}, { limits: all, refused });
  expect(await exchange(url, bytes)).toMatch(/^HTTP\/1\.1 408 .*Request Timeout\n$/s);
  expect(refused.mock.calls).toEqual([['invalid']]);
});

test('who is too slow with its body is ended', async () => {
  const limits = { headersTimeout: 20, requestTimeout: 20, connectionsCheckingInterval: 10 };
  const { url } = await listening(() => undefined, {}, { limits });
  await exchange(url, 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n');
});

test('takes so many connections and no more, and says how many it did not take', async () => {
  const refused = jest.fn();
  const { url } = await listening(ok, { maxConnections: 2 }, { refused });
  const taken = await Promise.all([connected(url), connected(url)]);
  expect(await received(await connected(url))).toBe('');
  expect(refused.mock.calls).toEqual([['connections']]);
  const ended = taken.map((socket) => closed(socket.destroy()));
  await Promise.all(ended);
});

test('ends connections that wait before it takes no more', async () => {
  const { url } = await listening(ok, { maxConnections: 2 });
  const agent = new Agent({ keepAlive: true });
  const [idle] = await once(request(url, { agent }).end(), 'response');
  const idleEnded = closed(idle.socket);
  idle.resume();
  const second = await connected(url); // the last that there is room for
  await idleEnded;
  expect((await requestRaw(url)).status).toBe(200);
  second.destroy();
  agent.destroy();
});
