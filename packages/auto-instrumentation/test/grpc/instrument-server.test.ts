import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import {
  type Client,
  experimental,
  Server,
  ServerCredentials,
  ServerInterceptingCall,
  type ServerInterceptor,
  type ServerOptions,
  status,
} from '@grpc/grpc-js';
import { createStore, type Store } from '@meterkit/instruments';
import { RpcMessageMetrics, RpcServerMetrics } from '@meterkit/meters/rpc';
import {
  type EndedServerCall,
  type GrpcServerOptions,
  instrumentServer,
} from '../../src/grpc/index.js';
import { recordHttpServer } from '../../src/http/index.js';
import { recorded, requestsOf } from '../http/recording.js';
import { shownSeries } from '../shown-series.js';
import {
  call,
  callMethod,
  connect,
  type EchoHandlers,
  echo,
  healthy,
  type Kind,
  kinds,
  listen,
} from './echo-service.js';
import { until } from './until.js';

const closing: (() => unknown)[] = [];
let store: Store;
let metrics: RpcServerMetrics;
let panics: [method: string, error: unknown][];

beforeEach(() => {
  store = createStore();
  metrics = new RpcServerMetrics({ store });
  panics = [];
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Started {
  readonly server: Server;
  readonly client: Client;
  readonly address: string;
  readonly stop: () => void;
}

/** Starts a server that is measured, and a client that is connected to it. */
async function start(
  handlers: Partial<EchoHandlers> = {},
  options: GrpcServerOptions & Pick<ServerOptions, 'interceptors'> = {},
): Promise<Started> {
  const { interceptors = [], ...given } = options;
  const server = new Server({ interceptors });
  const onPanic = (method: string, error: unknown) => panics.push([method, error]);
  const stop = instrumentServer(server, { metrics, onPanic, ...given });
  server.addService(echo, { ...healthy, ...handlers });
  const address = await listen(server);
  const client = connect(address);
  closing.push(
    () => client.close(),
    () => server.forceShutdown(),
  );
  return { server, client, address, stop };
}

/** All four with this behaviour. */
function all(handler: () => unknown): EchoHandlers {
  return { Unary: handler, Collect: handler, List: handler, Chat: handler };
}

const where = (kind: string) => `method=/echo.Echo/${kind}`;
const inFlight = (kind: string) => `grpc.server.in_flight_requests{${where(kind)}}`;
const panic = (kind: string) => ({ [`grpc.server.panic{${where(kind)}}`]: 1 });
const answered = (method: string, code: string, count = 1) => ({
  [`grpc.server.request{method=${method},code=${code}}`]: count,
  [`grpc.server.request.duration{method=${method},code=${code}}`]: expect.any(Array),
});
const answer = (kind: string, code: string, count = 1) =>
  answered(`/echo.Echo/${kind}`, code, count);

/** What is not at zero, but for connections. */
function counted(): object {
  const { 'grpc.server.active_connections{}': _connections, ...others } = shownSeries(store);
  return others;
}

const isInFlight = (kind: string) => inFlight(kind) in shownSeries(store);
const connections = () => shownSeries(store)['grpc.server.active_connections{}'] ?? 0;

test('every method is there at zero before the first call', async () => {
  await start();
  const live = store.families().map(({ name, live }) => [name, live]);
  expect(Object.fromEntries(live)).toMatchObject({
    'grpc.server.request.duration': 68,
    'grpc.server.request': 68,
    'grpc.server.in_flight_requests': 4,
    'grpc.server.panic': 4,
    'grpc.server.rate_limit_hits': 4,
  });
  expect(counted()).toEqual({});
});

describe.each(kinds)('a %s call', (kind) => {
  const texts = { Unary: ['a,b'], Collect: ['a,b'], List: ['a', 'b'], Chat: ['a', 'b'] }[kind];

  test('is counted as OK, with its messages, metadata and trailers untouched', async () => {
    const { client } = await start();
    expect(await call(client, kind).ended).toEqual({
      code: status.OK,
      details: 'OK',
      texts,
      seen: 't1',
      end: 'yes',
    });
    expect(counted()).toEqual(answer(kind, 'OK'));
  });

  test.each([
    ['throws', () => fail(new TypeError('secret'))],
    ['rejects', async () => fail(new TypeError('secret'))],
    [
      'rejects later',
      () => new Promise((_resolve, reject) => setImmediate(reject, new TypeError('secret'))),
    ],
    ['throws nothing', () => fail(undefined)],
  ])('whose handler %s is a panic: INTERNAL, and no more', async (_how, handler) => {
    const { client } = await start(all(handler));
    expect(await call(client, kind).ended).toMatchObject({
      code: status.INTERNAL,
      details: 'the server failed',
      texts: [],
    });
    expect(counted()).toEqual({ ...answer(kind, 'INTERNAL'), ...panic(kind) });
    expect(panics).toHaveLength(1);
    expect(panics[0]?.[0]).toBe(`/echo.Echo/${kind}`);
  });

  test.each([
    ['throws', () => fail(notFound())],
    ['rejects with', async () => fail(notFound())],
  ])('whose handler %s a status has that status', async (_how, handler) => {
    const { client } = await start(all(handler));
    expect(await call(client, kind).ended).toMatchObject({
      code: status.NOT_FOUND,
      details: 'no such key',
    });
    expect(counted()).toEqual(answer(kind, 'NOT_FOUND'));
    expect(panics).toEqual([]);
  });

  test('is in flight until its client cancels it', async () => {
    const { client } = await start(all(() => {}));
    const running = call(client, kind);
    await until(() => isInFlight(kind));
    expect(counted()).toEqual({ [inFlight(kind)]: 1 });
    running.cancel();
    expect(await running.ended).toMatchObject({ code: status.CANCELLED });
    await until(() => !isInFlight(kind));
    expect(counted()).toEqual(answer(kind, 'CANCELLED'));
  });

  test('whose time is over is DEADLINE_EXCEEDED', async () => {
    const { client } = await start(all(() => {}));
    const running = call(client, kind, { timeoutMs: 100 });
    expect(await running.ended).toMatchObject({ code: status.DEADLINE_EXCEEDED });
    await until(() => !isInFlight(kind));
    expect(counted()).toEqual(answer(kind, 'DEADLINE_EXCEEDED'));
  });

  test('whose connection breaks is CANCELLED', async () => {
    const { client, server } = await start(all(() => {}));
    const running = call(client, kind);
    await until(() => isInFlight(kind));
    server.forceShutdown();
    await running.ended;
    await until(() => !isInFlight(kind));
    expect(counted()).toEqual(answer(kind, 'CANCELLED'));
  });

  test('that is cancelled and answered afterwards is counted once', async () => {
    let finish = () => {};
    const { client } = await start(
      all(() => new Promise((_resolve, reject) => (finish = () => reject(notFound())))),
    );
    const running = call(client, kind);
    await until(() => isInFlight(kind));
    running.cancel();
    await until(() => !isInFlight(kind));
    finish();
    await new Promise(setImmediate);
    expect(counted()).toEqual(answer(kind, 'CANCELLED'));
  });
});

function fail(error: unknown): never {
  throw error;
}

function notFound(): Error {
  return Object.assign(new Error('no such key'), { code: status.NOT_FOUND });
}

test('a handler that is aborted because its client is gone is no panic', async () => {
  let failure: unknown;
  const { client } = await start({
    Collect: async (reading) => {
      const abort = new AbortController();
      reading.once('cancelled', () => abort.abort());
      try {
        await once(new EventEmitter(), 'never', { signal: abort.signal });
      } catch (error) {
        failure = error;
        throw error;
      }
    },
  });
  const running = call(client, 'Collect');
  await until(() => isInFlight('Collect'));
  running.cancel();
  await until(() => failure !== undefined);
  await new Promise(setImmediate);
  expect(failure).toMatchObject({ name: 'AbortError' });
  expect(counted()).toEqual(answer('Collect', 'CANCELLED'));
  expect(panics).toEqual([]);
});

test('a handler that fails otherwise after its client is gone is a panic', async () => {
  let finish = () => {};
  const { client } = await start({
    Chat: () => new Promise((_resolve, reject) => (finish = () => reject(new TypeError('late')))),
  });
  const running = call(client, 'Chat');
  await until(() => isInFlight('Chat'));
  running.cancel();
  await until(() => !isInFlight('Chat'));
  finish();
  await until(() => panics.length > 0);
  expect(counted()).toEqual({ ...answer('Chat', 'CANCELLED'), ...panic('Chat') });
});

test('a handler that throws after its answer is a panic, and the answer stands', async () => {
  const { client } = await start({
    Unary: ({ request }, callback) => {
      callback(null, request);
      throw new TypeError('late');
    },
    List: (writing) => {
      writing.end();
      throw new TypeError('late');
    },
  });
  expect(await call(client, 'Unary').ended).toMatchObject({ code: status.OK, texts: ['a,b'] });
  expect(await call(client, 'List').ended).toMatchObject({ code: status.OK });
  expect(counted()).toEqual({
    ...answer('Unary', 'OK'),
    ...panic('Unary'),
    ...answer('List', 'OK'),
    ...panic('List'),
  });
});

test('a stream that fails in the middle keeps what was sent', async () => {
  const { client } = await start({
    List: async (writing) => {
      writing.write({ text: 'a' });
      throw new TypeError('secret');
    },
  });
  expect(await call(client, 'List').ended).toMatchObject({ code: status.INTERNAL, texts: ['a'] });
  expect(counted()).toEqual({ ...answer('List', 'INTERNAL'), ...panic('List') });
});

test('a message that does not fit its type is INTERNAL, though no handler said so', async () => {
  const circular: { text: string; self?: unknown } = { text: '' };
  circular.self = circular;
  const { client } = await start({ Unary: (_call, callback) => callback(null, circular) });
  expect(await call(client, 'Unary').ended).toMatchObject({ code: status.INTERNAL });
  const requestSerialize = () => Buffer.from('no JSON');
  const running = callMethod(client, { ...echo.Unary, requestSerialize });
  expect(await running.ended).toMatchObject({ code: status.INTERNAL });
  expect(counted()).toEqual(answer('Unary', 'INTERNAL', 2));
});

// What plain JavaScript may say.
test('a code that is none is UNKNOWN', async () => {
  const { client } = await start({ Unary: (_call, callback) => callback({ code: 99 as status }) });
  await call(client, 'Unary').ended;
  expect(counted()).toEqual(answer('Unary', 'UNKNOWN'));
});

test('methods that are not there are one series', async () => {
  const { client } = await start();
  for (let i = 0; i < 20; i++) {
    const running = callMethod(client, { ...echo.Unary, path: `/echo.Echo/Invented${i}` });
    expect(await running.ended).toMatchObject({ code: status.UNIMPLEMENTED });
  }
  expect(counted()).toEqual(answered('_OTHER', 'UNIMPLEMENTED', 20));
});

test('a method without a handler is UNIMPLEMENTED under its own name', async () => {
  const server = new Server();
  instrumentServer(server, { metrics });
  server.addService(echo, {});
  const client = connect(await listen(server));
  closing.push(
    () => client.close(),
    () => server.forceShutdown(),
  );
  expect(await call(client, 'Chat').ended).toMatchObject({ code: status.UNIMPLEMENTED });
  expect(counted()).toEqual(answer('Chat', 'UNIMPLEMENTED'));
});

test('it is the first of the interceptors: what others refuse is measured', async () => {
  const refuse: ServerInterceptor = (_method, next) =>
    new ServerInterceptingCall(next, {
      start: () => next.sendStatus({ code: status.RESOURCE_EXHAUSTED, details: 'too many' }),
    });
  const { client } = await start({}, { interceptors: [refuse] });
  for (const kind of kinds)
    expect(await call(client, kind).ended).toMatchObject({ code: status.RESOURCE_EXHAUSTED });
  expect(counted()).toEqual(
    Object.assign({}, ...kinds.map((kind) => answer(kind, 'RESOURCE_EXHAUSTED'))),
  );
});

test('what an interceptor changes on its way is the code', async () => {
  const change: ServerInterceptor = (_method, next) =>
    new ServerInterceptingCall(next, {
      sendStatus: (sent, pass) => pass({ ...sent, code: status.ABORTED }),
    });
  const { client } = await start({}, { interceptors: [change] });
  expect(await call(client, 'Unary').ended).toMatchObject({ code: status.ABORTED });
  expect(counted()).toEqual(answer('Unary', 'ABORTED'));
});

test('calls that are cancelled at once leave nothing in flight', async () => {
  const { client, server } = await start(all(() => {}));
  for (let round = 0; round < 25; round++) {
    const running = kinds.map((kind) => call(client, kind));
    if (round % 2 === 0) await new Promise(setImmediate);
    for (const each of running) each.cancel();
    await Promise.all(running.map(({ ended }) => ended));
  }
  server.forceShutdown(); // of some cancellations the client has not told it
  await until(() => kinds.every((kind) => !isInFlight(kind)));
  expect(Object.keys(counted()).filter((series) => !series.includes('code=CANCELLED'))).toEqual([]);
});

test('a call that is cancelled while an interceptor still thinks is CANCELLED', async () => {
  let proceed: (() => void) | undefined;
  const think: ServerInterceptor = (_method, next) =>
    new ServerInterceptingCall(next, {
      start: (pass) => {
        proceed = () => pass();
      },
    });
  const { client, server } = await start({}, { interceptors: [think] });
  const running = call(client, 'Unary');
  await until(() => proceed !== undefined);
  expect(counted()).toEqual({ [inFlight('Unary')]: 1 });
  running.cancel();
  await running.ended;
  server.forceShutdown();
  await until(() => connections() === 0);
  proceed?.();
  expect(counted()).toEqual(answer('Unary', 'CANCELLED'));
});

test('interceptors of credentials, which come before all others, are measured too', async () => {
  const refuse: ServerInterceptor = (_method, next) =>
    new ServerInterceptingCall(next, {
      start: () => next.sendStatus({ code: status.UNAUTHENTICATED, details: 'who?' }),
    });
  const server = new Server();
  instrumentServer(server, { metrics });
  server.addService(echo, { ...healthy });
  const plain = ServerCredentials.createInsecure();
  const address = await listen(
    server,
    experimental.createServerCredentialsWithInterceptors(plain, [refuse]),
  );
  const client = connect(address);
  closing.push(
    () => client.close(),
    () => server.forceShutdown(),
  );
  expect(await call(client, 'Chat').ended).toMatchObject({ code: status.UNAUTHENTICATED });
  expect(counted()).toEqual(answer('Chat', 'UNAUTHENTICATED'));
});

describe('connections', () => {
  test('are counted while they are open', async () => {
    const { client, address } = await start();
    expect(connections()).toBe(0);
    const second = connect(address);
    await call(client, 'Unary').ended;
    await call(client, 'Unary').ended;
    await call(second, 'Unary').ended;
    expect(connections()).toBe(2);
    second.close();
    await until(() => connections() === 1);
    client.close();
    await until(() => connections() === 0);
  });

  test('are counted too when they are injected', async () => {
    const { server } = await start();
    const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
    const listener = createServer((socket) => injector.injectConnection(socket));
    await once(listener.listen(0, '127.0.0.1'), 'listening');
    const { port } = listener.address() as AddressInfo; // it listens on no pipe
    const client = connect(`127.0.0.1:${port}`);
    closing.push(() => listener.close());
    await call(client, 'Unary').ended;
    expect(connections()).toBe(1);
    client.close();
    await until(() => connections() === 0);
  });
});

describe('messages', () => {
  const received = (kind: string) => `grpc.server.messages_received{${where(kind)}}`;
  const sent = (kind: string) => `grpc.server.messages_sent{${where(kind)}}`;

  test.each<[Kind, number, number]>([
    ['Unary', 1, 1],
    ['Collect', 2, 1],
    ['List', 1, 2],
    ['Chat', 2, 2],
  ])('of %s are counted: %d received, %d sent', async (kind, ins, outs) => {
    const { client } = await start({}, { messageMetrics: new RpcMessageMetrics({ store }) });
    await call(client, kind).ended;
    expect(counted()).toEqual({ ...answer(kind, 'OK'), [received(kind)]: ins, [sent(kind)]: outs });
  });

  test('are on no page unless asked for', async () => {
    await start();
    expect(store.families().filter(({ name }) => name.includes('messages'))).toEqual([]);
  });
});

test('onCallEnded hears of each call once', async () => {
  const calls: EndedServerCall[] = [];
  const { client } = await start({}, { onCallEnded: (ended) => calls.push(ended) });
  for (const kind of kinds) await call(client, kind).ended;
  const ended = { code: 'OK', durationSeconds: expect.any(Number) };
  expect(calls).toEqual([
    { ...ended, method: '/echo.Echo/Unary', requestStream: false, responseStream: false },
    { ...ended, method: '/echo.Echo/Collect', requestStream: true, responseStream: false },
    { ...ended, method: '/echo.Echo/List', requestStream: false, responseStream: true },
    { ...ended, method: '/echo.Echo/Chat', requestStream: true, responseStream: true },
  ]);
});

test('what the options throw changes no answer', async () => {
  const warnings: string[] = [];
  const { client } = await start(
    { Chat: () => fail(new TypeError('secret')) },
    {
      onCallEnded: () => fail(new Error('in onCallEnded')),
      onPanic: () => fail(new Error('in onPanic')),
      warn: (message) => warnings.push(message),
    },
  );
  expect(await call(client, 'Unary').ended).toMatchObject({ code: status.OK });
  expect(await call(client, 'Chat').ended).toMatchObject({ code: status.INTERNAL });
  expect(warnings).toEqual([
    expect.stringMatching(/^gRPC server: onCallEnded: .* got Error: in onCallEnded/),
    expect.stringMatching(/^gRPC server: onPanic: /),
    expect.stringMatching(/^gRPC server: onCallEnded: /),
  ]);
});

test('services and ports that are there before are measured too', async () => {
  const server = new Server();
  server.addService(echo, { ...healthy, List: () => fail(new TypeError('secret')) });
  const address = await listen(server);
  instrumentServer(server, { metrics, onPanic: () => {} });
  const client = connect(address);
  closing.push(
    () => client.close(),
    () => server.forceShutdown(),
  );
  await call(client, 'Unary').ended;
  await call(client, 'List').ended;
  expect(connections()).toBe(1);
  expect(counted()).toEqual({
    ...answer('Unary', 'OK'),
    ...answer('List', 'INTERNAL'),
    ...panic('List'),
  });
});

test('a server that is instrumented twice is measured once', async () => {
  const { client, server, stop } = await start();
  expect(instrumentServer(server, { metrics })).toBe(stop);
  await call(client, 'Unary').ended;
  expect(counted()).toEqual(answer('Unary', 'OK'));
});

test('two servers of a process are told together, or apart by their metrics', async () => {
  const first = await start();
  const second = await start();
  const other = createStore();
  const third = await start({}, { metrics: new RpcServerMetrics({ store: other }) });
  for (const { client } of [first, second, third]) await call(client, 'Unary').ended;
  expect(shownSeries(store)).toEqual({
    ...answer('Unary', 'OK', 2),
    'grpc.server.active_connections{}': 2,
  });
  expect(shownSeries(other)).toMatchObject(answer('Unary', 'OK', 1));
});

test('a stopped recorder ends what is under way, and hears of nothing more', async () => {
  let finish = () => {};
  const { client, server, address, stop } = await start({
    Unary: ({ request }, callback) => {
      finish = () => callback(null, request);
    },
    List: () => fail(new TypeError('secret')),
  });
  const running = call(client, 'Unary');
  await until(() => isInFlight('Unary'));
  stop();
  stop();
  finish();
  await running.ended;
  expect(counted()).toEqual(answer('Unary', 'OK'));

  const second = connect(address);
  closing.push(() => second.close());
  expect(await call(second, 'List').ended).toMatchObject({ code: status.UNKNOWN }); // as grpc-js has it
  expect(await call(second, 'Chat').ended).toMatchObject({ code: status.OK });
  client.close();
  await until(() => connections() === 0);
  expect(counted()).toEqual(answer('Unary', 'OK'));

  instrumentServer(server, { metrics });
  await call(second, 'Chat').ended;
  expect(counted()).toEqual({ ...answer('Unary', 'OK'), ...answer('Chat', 'OK') });
});

test('its calls are no requests of HTTP, until it is stopped', async () => {
  closing.push(recordHttpServer({ store }));
  const { client, address, stop } = await start();
  await call(client, 'Unary').ended;
  stop();
  const other = connect(address);
  closing.push(() => other.close());
  await call(other, 'Unary').ended;
  await recorded(store, 1);
  expect(requestsOf(store)).toEqual({ 'POST 200 http 2': 1 });
  expect(counted()).toMatchObject(answer('Unary', 'OK'));
});

test('what is no server of grpc-js is said, and left alone', () => {
  const warnings: string[] = [];
  const other = { addService: () => {} } as unknown as Server; // of some other version
  instrumentServer(other, { metrics, warn: (message) => warnings.push(message) })();
  expect(warnings).toEqual([expect.stringMatching(/^gRPC server: expected a Server of @grpc/)]);
  expect(Object.keys(other)).toEqual(['addService']);
});
