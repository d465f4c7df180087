import { once } from 'node:events';
import { status } from '@grpc/grpc-js';
import { createStore, type Store } from '@meterkit/instruments';
import { RpcServerMetrics } from '@meterkit/meters/rpc';
import { type Connection, connect } from '../../src/grpc/connect.js';
import { limitRate } from '../../src/grpc/limit-rate.js';
import type { RangeResponse } from '../../src/grpc/messages.js';
import { type CallObserver, observeCalls } from '../../src/grpc/observe-calls.js';
import { protocol } from '../../src/grpc/protocol.js';
import { StatusError } from '../../src/grpc/status-error.js';
import { samplesIn } from '../samples.js';
import { startServer, type TestServerOptions, type WatchCall } from '../start-server.js';
import { until } from '../until.js';

const { Range } = protocol['metastore.KeyValue'];
const { Watch } = protocol['metastore.Watch'];
const range = 'method="/metastore.KeyValue/Range"';
const watch = 'method="/metastore.Watch/Watch"';

let store: Store;
let lines: string[];
let observer: CallObserver;
let slowMs: number;
const closing: (() => unknown)[] = [];

beforeEach(() => {
  store = createStore();
  lines = [];
  slowMs = Infinity;
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Starts a server that is observed, and connects to it. */
async function start(
  options: Partial<TestServerOptions> & { limit?: number } = {},
): Promise<Connection> {
  observer = observeCalls(new RpcServerMetrics({ store }), {
    methods: [Range.path, Watch.path],
    slowMs,
    log: (line) => lines.push(line),
  });
  const limits = options.limit ? [limitRate(options.limit, observer.rateLimited, () => 0)] : [];
  const server = await startServer({
    onConnection: observer.connected,
    onPanic: observer.panicked,
    ...options,
    interceptors: [...observer.interceptors, ...limits],
  });
  const connection = connect(server.address);
  closing.push(connection.close, server.close);
  return connection;
}

/** What is on the page but for connections, and for what is at zero. */
function counted() {
  const { 'grpc_server_active_connections{}': _connections, ...others } = samplesIn(store);
  return others;
}

const answered = (method: string, code: string, count = 1) => ({
  [`grpc_server_request_total{code="${code}",${method}}`]: count,
  [`grpc_server_request_duration_seconds_count{code="${code}",${method}}`]: count,
});

test('a call is in flight until it is answered, and then counted and timed', async () => {
  const { promise: answer, resolve } = deferred<RangeResponse>();
  const { call } = await start({ range: () => answer });
  const asked = call(Range, { key: 'a' });
  await until(() => counted()[`grpc_server_in_flight_requests{${range}}`] === 1);
  resolve({ revision: 1, items: [] });
  await asked;
  expect(counted()).toEqual(answered(range, 'OK'));
});

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

test('a status that a handler throws is the code, and no panic', async () => {
  const { call } = await start({
    range: () => {
      throw new StatusError(status.OUT_OF_RANGE, 'too old');
    },
  });
  await expect(call(Range, {})).rejects.toMatchObject({
    code: status.OUT_OF_RANGE,
    details: 'too old',
  });
  expect(counted()).toEqual(answered(range, 'OUT_OF_RANGE'));
});

test.each([
  [
    'throws',
    () => {
      throw new TypeError('secret');
    },
  ],
  ['rejects', () => Promise.reject(new TypeError('secret'))],
])('a handler that %s is a panic: the client learns INTERNAL and no more', async (_how, panic) => {
  const { call } = await start({ range: panic });
  await expect(call(Range, {})).rejects.toMatchObject({
    code: status.INTERNAL,
    details: 'the server failed',
  });
  expect(counted()).toEqual({
    ...answered(range, 'INTERNAL'),
    [`grpc_server_panic_total{${range}}`]: 1,
  });
});

test('the handler of a stream that throws is a panic too', async () => {
  const { stream } = await start({
    watch: () => {
      throw new TypeError('secret');
    },
  });
  const [error] = await once(
    stream(Watch, { prefix: '' }).on('data', () => {}),
    'error',
  );
  expect(error).toMatchObject({ code: status.INTERNAL });
  expect(counted()).toEqual({
    ...answered(watch, 'INTERNAL'),
    [`grpc_server_panic_total{${watch}}`]: 1,
  });
});

test('a stream is in flight until its client cancels it', async () => {
  const { stream } = await start({ watch: (call: WatchCall) => void call.write({ opened: true }) });
  const reading = stream(Watch, { prefix: '' }).on('error', () => {});
  await once(reading, 'data');
  expect(counted()).toEqual({ [`grpc_server_in_flight_requests{${watch}}`]: 1 });
  reading.cancel();
  await until(() => Object.keys(counted()).length > 1);
  expect(counted()).toEqual(answered(watch, 'CANCELLED'));
});

test('a stream that the server ends is answered once', async () => {
  const { stream } = await start({ watch: (call: WatchCall) => void call.end() });
  await once(
    stream(Watch, { prefix: '' }).on('data', () => {}),
    'end',
  );
  expect(counted()).toEqual(answered(watch, 'OK'));
});

test('a call whose time is over is DEADLINE_EXCEEDED', async () => {
  const { call } = await start({ range: () => new Promise(() => {}) });
  await expect(call(Range, {}, { timeoutMs: 100 })).rejects.toMatchObject({
    code: status.DEADLINE_EXCEEDED,
  });
  await until(() => counted()[`grpc_server_in_flight_requests{${range}}`] === undefined);
  expect(counted()).toEqual(answered(range, 'DEADLINE_EXCEEDED'));
});

test('a request that cannot be decoded is counted as cancelled, for grpc-js answers it by itself', async () => {
  const { call } = await start();
  const broken = { ...Range, requestSerialize: () => Buffer.from([0xff]) };
  await expect(call(broken, {})).rejects.toMatchObject({ code: status.INTERNAL });
  await until(() => counted()[`grpc_server_in_flight_requests{${range}}`] === undefined);
  expect(counted()).toEqual(answered(range, 'CANCELLED'));
});

test('what comes behind it is measured: a call that is refused for its rate', async () => {
  const { call } = await start({ limit: 1 });
  await call(Range, {});
  await expect(call(Range, {})).rejects.toMatchObject({ code: status.RESOURCE_EXHAUSTED });
  expect(counted()).toEqual({
    ...answered(range, 'OK'),
    ...answered(range, 'RESOURCE_EXHAUSTED'),
    [`grpc_server_rate_limit_hits_total{${range}}`]: 1,
  });
});

test('calls that are cancelled at once leave nothing in flight', async () => {
  const { call, stream } = await start();
  await call(Range, {}); // so that the connection is there
  const streams = Array.from({ length: 50 }, () =>
    stream(Watch, { prefix: '' })
      .on('data', () => {})
      .on('error', () => {}),
  );
  await new Promise((resolve) => setImmediate(resolve));
  for (const each of streams) each.cancel();
  await call(Range, {}); // comes after them
  const cancelled = `grpc_server_request_total{code="CANCELLED",${watch}}`;
  await until(() => counted()[`grpc_server_in_flight_requests{${watch}}`] === undefined);
  expect(counted()[cancelled]).toBeGreaterThan(0);
});

test('a unary call that is slow is logged, and a stream is not', async () => {
  slowMs = 20;
  const { call, stream } = await start({
    range: ({ key }) => {
      const endMs = performance.now() + (key === 'slow' ? 25 : 0);
      while (performance.now() < endMs);
      return { revision: 1, items: [] };
    },
    watch: (writer: WatchCall) => {
      const endMs = performance.now() + 25;
      while (performance.now() < endMs);
      writer.end();
    },
  });
  await call(Range, { key: 'slow' });
  await once(
    stream(Watch, { prefix: '' }).on('data', () => {}),
    'end',
  );
  expect(lines).toEqual([
    expect.stringMatching(/^slow: \/metastore\.KeyValue\/Range OK \d\d+ ms$/),
  ]);
});

test('connections are counted while they are open', async () => {
  const connection = await start();
  const connections = () => samplesIn(store)['grpc_server_active_connections{}'] ?? 0;
  expect(connections()).toBe(0);
  await connection.call(Range, {});
  expect(connections()).toBe(1);
  connection.close();
  await until(() => connections() === 0);
});
