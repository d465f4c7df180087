import { once } from 'node:events';
import {
  Agent,
  type ClientRequest,
  get,
  type IncomingMessage,
  type RequestOptions,
  request,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { createStore, type Store } from '@meterkit/instruments';
import { request as undiciRequest } from 'undici';
import { recordHttpClient } from '../../../src/http/index.js';
import { recorded as recordedIn, requestsOf as requestsIn } from '../recording.js';
import { serve, stopServing } from '../serving.js';

const FAMILY = 'http.client.request.duration';
const stops: (() => void)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await stopServing();
});

function recording(hostLimit?: number) {
  const store = createStore();
  const warnings: string[] = [];
  const stop = recordHttpClient(
    { store, warn: (message) => warnings.push(message) },
    hostLimit === undefined ? {} : { hostLimit },
  );
  stops.push(stop);
  return { store, warnings, stop };
}

const recorded = (store: Store, count: number) => recordedIn(store, count, FAMILY);
const requestsOf = (store: Store) => requestsIn(store, FAMILY);

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  server.close();
  await once(server, 'close');
  return port;
}

async function answered(asked: ClientRequest): Promise<void> {
  const [response] = (await once(asked, 'response')) as [IncomingMessage]; // the event's argument
  await once(response.resume(), 'close');
}

type Ask = (url: string) => Promise<unknown>;

const clients: [string, Ask][] = [
  ['node:http', (url) => answered(get(url))],
  ['fetch', async (url) => (await fetch(url)).text()],
  ['undici', async (url) => (await undiciRequest(url)).body.text()],
];

describe.each(clients)('%s', (name, ask) => {
  test('is recorded when the answer has ended', async () => {
    const { store } = recording();
    const { origin, port } = await serve(({ url }, response) => {
      response.statusCode = Number(url?.slice(1));
      response.end('body');
    });

    for (const status of [200, 404, 500]) await ask(`${origin}/${status}`);
    await recorded(store, 3);

    expect(requestsOf(store)).toEqual({
      [`GET 200 127.0.0.1 :${port}`]: 1,
      [`GET 404 127.0.0.1 :${port} error 404`]: 1,
      [`GET 500 127.0.0.1 :${port} error 500`]: 1,
    });
  });

  test('has the system code when nobody listens', async () => {
    const { store } = recording();
    const port = await freePort();

    await expect(ask(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ [`GET 127.0.0.1 :${port} error ECONNREFUSED`]: 1 });
  });

  test('has the system code when no host is found', async () => {
    const { store } = recording();

    await expect(ask('http://nobody.invalid:81/')).rejects.toThrow();
    await recorded(store, 1);

    expect(Object.keys(requestsOf(store))[0]).toMatch(
      /^GET nobody.invalid :81 error (ENOTFOUND|EAI_AGAIN)$/,
    );
  });

  test('has a code when the server leaves without an answer', async () => {
    const { store } = recording();
    const { origin, port } = await serve((_, response) => response.destroy());

    await expect(ask(origin)).rejects.toThrow();
    await recorded(store, 1);

    const type = name === 'node:http' ? 'ECONNRESET' : 'UND_ERR_SOCKET';
    expect(requestsOf(store)).toEqual({ [`GET 127.0.0.1 :${port} error ${type}`]: 1 });
  });

  test('has status and error when the answer is cut off', async () => {
    const { store } = recording();
    const { origin, port } = await serve((_, response) => {
      response.write('some', () => setTimeout(() => response.destroy(), 5));
    });

    await ask(origin).catch(() => {});
    await recorded(store, 1);

    const type = name === 'node:http' ? 'ECONNRESET' : 'UND_ERR_SOCKET';
    expect(requestsOf(store)).toEqual({ [`GET 200 127.0.0.1 :${port} error ${type}`]: 1 });
  });
});

describe('node:http', () => {
  test('counts each request of a connection that is kept', async () => {
    const { store } = recording();
    const { origin, port } = await serve((_, response) => response.end('body'));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });

    await Promise.all([1, 2, 3].map(() => answered(get(origin, { agent }))));
    await recorded(store, 3);
    agent.destroy();

    expect(requestsOf(store)).toEqual({ [`GET 200 127.0.0.1 :${port}`]: 3 });
  });

  test.each<[string, RequestOptions, RegExp]>([
    ['a host header of its own', { headers: { Host: 'virtual' } }, /^GET 200 127.0.0.1$/],
    ['a method of its own', { method: 'PROPFIND' }, /^_OTHER 200 127.0.0.1 :\d+$/],
  ])('with %s is told as what it is', async (_, options, expected) => {
    const { store } = recording();
    const { origin } = await serve((__, response) => response.end());

    await answered(request(origin, options).end());
    await recorded(store, 1);

    expect(Object.keys(requestsOf(store))[0]).toMatch(expected);
  });

  test('has the name of what aborted it', async () => {
    const { store } = recording();
    const { origin, port } = await serve(() => {});
    const abort = new AbortController();
    const asked = get(origin, { signal: abort.signal }).on('error', () => {});
    await once(asked, 'finish');

    abort.abort();
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ [`GET 127.0.0.1 :${port} error ABORT_ERR`]: 1 });
  });

  test('that fails before its body has ended is recorded', async () => {
    const { store } = recording();
    const port = await freePort();
    const asked = request(`http://127.0.0.1:${port}`, { method: 'POST' }).on('error', () => {});

    asked.write('a part');
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ [`POST 127.0.0.1 :${port} error ECONNREFUSED`]: 1 });
  });

  test('that was upgraded has the status 101', async () => {
    const { store } = recording();
    const { origin, port, server } = await serve(() => {});
    server.on('upgrade', (_, socket) =>
      socket.end('HTTP/1.1 101 S\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    );
    const asked = get(origin, { headers: { Connection: 'Upgrade', Upgrade: 'x' } });

    await once(asked, 'upgrade');
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ [`GET 101 127.0.0.1 :${port}`]: 1 });
  });
});

describe('fetch', () => {
  test('has the name of what aborted it', async () => {
    const { store } = recording();
    const { origin, port } = await serve(() => {});

    await expect(fetch(origin, { signal: AbortSignal.timeout(20) })).rejects.toThrow();
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ [`GET 127.0.0.1 :${port} error TimeoutError`]: 1 });
  });

  test('counts each redirect', async () => {
    const { store } = recording();
    const { origin, port } = await serve(({ url }, response) => {
      if (url === '/') response.writeHead(302, { Location: '/there' });
      response.end();
    });

    await (await fetch(origin)).text();
    await recorded(store, 2);

    expect(requestsOf(store)).toEqual({
      [`GET 302 127.0.0.1 :${port}`]: 1,
      [`GET 200 127.0.0.1 :${port}`]: 1,
    });
  });
});

test('more hosts than the limit are one, and it is said once', async () => {
  const { store, warnings } = recording(1);
  const first = await serve((_, response) => response.end());
  const second = await serve((_, response) => response.end());
  const third = await serve((_, response) => response.end());

  for (const { origin } of [first, second, third]) await (await fetch(origin)).text();
  await recorded(store, 3);

  expect(requestsOf(store)).toEqual({
    [`GET 200 127.0.0.1 :${first.port}`]: 1,
    'GET 200 _OTHER': 2,
  });
  expect(warnings).toEqual([
    `http.client: more than 1 hosts; further ones, first "${second.origin}", are recorded as _OTHER. hostLimit raises the number`,
  ]);
});

test('stopping ends it, for requests on their way, too', async () => {
  const { store, stop } = recording();
  const { origin, server } = await serve(
    (_, response) => void setTimeout(() => response.end(), 10),
  );
  const asked = get(origin);
  const [arrived] = await Promise.all([once(server, 'request'), once(asked, 'finish')]);

  stop();
  stop();
  await answered(asked);
  await (await fetch(origin)).text();

  expect(arrived).toHaveLength(2);
  expect(requestsOf(store)).toEqual({});
});
