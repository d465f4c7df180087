import { type Client, InterceptingCall, type Interceptor, Server, status } from '@grpc/grpc-js';
import { createStore, type Store } from '@meterkit/instruments';
import { RpcClientMetrics } from '@meterkit/meters/rpc';
import { createClientInterceptor } from '../../src/grpc/index.js';
import { shownSeries } from '../shown-series.js';
import {
  call,
  callMethod,
  connect,
  type EchoHandlers,
  echo,
  healthy,
  kinds,
  listen,
} from './echo-service.js';
import { until } from './until.js';

const closing: (() => unknown)[] = [];
let store: Store;

beforeEach(() => {
  store = createStore();
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A client that is measured, of a server that is not. */
async function start(
  handlers: Partial<EchoHandlers> = {},
  more: readonly Interceptor[] = [],
): Promise<{ readonly client: Client; readonly server: Server }> {
  const server = new Server();
  server.addService(echo, { ...healthy, ...handlers });
  const client = measured(await listen(server), more);
  closing.push(() => server.forceShutdown());
  return { client, server };
}

function measured(address: string, more: readonly Interceptor[] = []): Client {
  const metrics = new RpcClientMetrics({ store });
  const client = connect(address, {
    interceptors: [createClientInterceptor({ metrics }), ...more],
  });
  closing.push(() => client.close());
  return client;
}

const active = (kind: string) => `rpc.client.active_calls{rpc.method=echo.Echo/${kind}}`;
const duration = (kind: string, code: string) =>
  `rpc.client.call.duration{rpc.method=echo.Echo/${kind},rpc.response.status_code=${code}}`;
/** How many calls ended, by series. */
const ended = () =>
  Object.fromEntries(
    Object.entries(shownSeries(store)).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.slice(0, -1).reduce((sum, count) => sum + count, 0) : value,
    ]),
  );

describe.each(kinds)('a %s call', (kind) => {
  const texts = { Unary: ['a,b'], Collect: ['a,b'], List: ['a', 'b'], Chat: ['a', 'b'] }[kind];
  const never: EchoHandlers = {
    Unary: () => {},
    Collect: () => {},
    List: () => {},
    Chat: () => {},
  };

  test('is timed as OK, with its messages, metadata and trailers untouched', async () => {
    const { client } = await start();
    expect(await call(client, kind).ended).toEqual({
      code: status.OK,
      details: 'OK',
      texts,
      seen: 't1',
      end: 'yes',
    });
    expect(ended()).toEqual({ [duration(kind, 'OK')]: 1 });
  });

  test('is active until it is cancelled', async () => {
    const { client } = await start(never);
    const running = call(client, kind);
    expect(ended()).toEqual({ [active(kind)]: 1 });
    running.cancel();
    expect(await running.ended).toMatchObject({ code: status.CANCELLED });
    expect(ended()).toEqual({ [duration(kind, 'CANCELLED')]: 1 });
  });

  test('whose time is over is DEADLINE_EXCEEDED', async () => {
    const { client } = await start(never);
    const { code } = await call(client, kind, { timeoutMs: 50 }).ended;
    expect(code).toBe(status.DEADLINE_EXCEEDED);
    expect(ended()).toEqual({ [duration(kind, 'DEADLINE_EXCEEDED')]: 1 });
  });

  test('whose server goes has the status that the client sees', async () => {
    const { client, server } = await start(never);
    const running = call(client, kind);
    await new Promise((resolve) => client.waitForReady(Date.now() + 4000, resolve));
    server.forceShutdown();
    const { code } = await running.ended;
    expect(ended()).toEqual({ [duration(kind, status[code] ?? '')]: 1 });
  });

  test('to where nobody listens is UNAVAILABLE', async () => {
    const server = new Server();
    const address = await listen(server);
    server.forceShutdown();
    expect(await call(measured(address), kind).ended).toMatchObject({ code: status.UNAVAILABLE });
    expect(ended()).toEqual({ [duration(kind, 'UNAVAILABLE')]: 1 });
  });
});

test('a status that the server sends is the code, and a method that it has not is UNIMPLEMENTED', async () => {
  const { client } = await start({
    Unary: (_call, callback) => callback({ code: status.NOT_FOUND, details: 'no such key' }),
  });
  expect(await call(client, 'Unary').ended).toMatchObject({ details: 'no such key' });
  await callMethod(client, { ...echo.Chat, path: '/echo.Echo/Gone' }).ended;
  expect(ended()).toEqual({
    [duration('Unary', 'NOT_FOUND')]: 1,
    [duration('Gone', 'UNIMPLEMENTED')]: 1,
  });
});

test('an answer that cannot be read is INTERNAL', async () => {
  const { client } = await start();
  const responseDeserialize = () => {
    throw new SyntaxError('no JSON');
  };
  await callMethod(client, { ...echo.List, responseDeserialize }).ended;
  expect(ended()).toEqual({ [duration('List', 'INTERNAL')]: 1 });
});

test('what an interceptor behind it changes is measured as the client sees it', async () => {
  const change: Interceptor = (options, next) =>
    new InterceptingCall(next(options), {
      start: (metadata, _listener, pass) =>
        pass(metadata, {
          onReceiveStatus: (received, tell) => tell({ ...received, code: status.ABORTED }),
        }),
    });
  const { client } = await start({}, [change]);
  expect(await call(client, 'Chat').ended).toMatchObject({
    code: status.ABORTED,
    texts: ['a', 'b'],
  });
  expect(ended()).toEqual({ [duration('Chat', 'ABORTED')]: 1 });
});

test('calls that are cancelled at once leave none active', async () => {
  const { client } = await start();
  const running = kinds.flatMap((kind) => [call(client, kind), call(client, kind)]);
  for (const each of running) each.cancel();
  await Promise.all(running.map((each) => each.ended));
  await until(() => kinds.every((kind) => !(active(kind) in shownSeries(store))));
  expect(Object.values(ended()).reduce((sum, count) => Number(sum) + Number(count), 0)).toBe(8);
});
