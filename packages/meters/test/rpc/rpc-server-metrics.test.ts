import { createStore, type Store } from '@meterkit/instruments';
import { type GrpcStatus, RpcServerMetrics } from '../../src/rpc/index.js';
import { seriesOf } from '../series-of.js';

const labels = { method: '/kv.KV/Put' } as const;
const where = 'method=/kv.KV/Put';

let store: Store;
let metrics: RpcServerMetrics;

beforeEach(() => {
  store = createStore();
  metrics = new RpcServerMetrics({ store });
});
afterEach(() => jest.useRealTimers());

/** What one request with this answer leaves behind. */
const answered = (code: GrpcStatus) => ({
  [`grpc.server.request{${where},code=${code}}`]: 1,
  [`grpc.server.request.duration{${where},code=${code}}`]: expect.any(Array),
});

test('methods that are registered have all their series, at zero', () => {
  metrics.registerMethods(new Set(['/kv.KV/Put', '/kv.KV/Get']));
  const live = store.families().map(({ name, live }) => [name, live]);
  expect(Object.fromEntries(live)).toMatchObject({
    'grpc.server.request.duration': 34,
    'grpc.server.request': 34,
    'grpc.server.in_flight_requests': 2,
    'grpc.server.active_connections': 1,
    'grpc.server.rate_limit_hits': 2,
    'grpc.server.panic': 2,
  });
  expect(seriesOf(store)).toEqual({});
});

test('200 methods have a series for each of 17 codes', () => {
  metrics.registerMethods(Array.from({ length: 200 }, (_, i) => `/kv.KV/M${i}`));
  const family = store.families().find(({ name }) => name === 'grpc.server.request');
  expect(family?.live).toBe(3400);
});

describe('startRequest', () => {
  test('a request is in flight until it has its answer, which is timed and counted once', () => {
    jest.useFakeTimers();
    const request = metrics.startRequest(labels);
    metrics.startRequest(labels);
    expect(seriesOf(store)).toEqual({ [`grpc.server.in_flight_requests{${where}}`]: 2 });
    jest.advanceTimersByTime(40);
    expect(request.end('NOT_FOUND')).toBe(0.04);
    jest.advanceTimersByTime(40);
    expect(request.end('OK')).toBe(0.04);
    expect(seriesOf(store)).toEqual({
      [`grpc.server.in_flight_requests{${where}}`]: 1,
      [`grpc.server.request{${where},code=NOT_FOUND}`]: 1,
      [`grpc.server.request.duration{${where},code=NOT_FOUND}`]: [
        0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.04,
      ],
    });
  });

  test('a request that is left without an answer is UNKNOWN', () => {
    {
      using _request = metrics.startRequest(labels);
    }
    expect(seriesOf(store)).toEqual(answered('UNKNOWN'));
  });

  test('a request that has its answer keeps it at the end of the block', () => {
    {
      using request = metrics.startRequest(labels);
      request.end('ABORTED');
    }
    expect(seriesOf(store)).toEqual(answered('ABORTED'));
  });

  test('the end has the method of the start, whatever becomes of the object', () => {
    const changing: { method: string } = { ...labels };
    const request = metrics.startRequest(changing);
    changing.method = '/kv.KV/Get';
    request.end('OK');
    expect(seriesOf(store)).toEqual(answered('OK'));
  });
});

describe('track', () => {
  const panic = { [`grpc.server.panic{${where}}`]: 1 };
  const failure = (code: unknown) => Object.assign(new Error('no'), { code });

  test.each<[string, unknown, object]>([
    ['a status', failure(5), answered('NOT_FOUND')],
    ['UNKNOWN as a status', failure(2), answered('UNKNOWN')],
    ['a plain error', new TypeError('no'), { ...answered('UNKNOWN'), ...panic }],
    ['an error of the system', failure('ENOENT'), { ...answered('UNKNOWN'), ...panic }],
    ['OK, which is no failure', failure(0), { ...answered('UNKNOWN'), ...panic }],
    ['a number that is no status', failure(17), { ...answered('UNKNOWN'), ...panic }],
    ['nothing', undefined, { ...answered('UNKNOWN'), ...panic }],
  ])('a handler that throws %s', async (_what, error, expected) => {
    await expect(metrics.track(labels, () => Promise.reject(error))).rejects.toBe(error);
    expect(seriesOf(store)).toEqual(expected);
  });

  test('a handler that returns is OK', async () => {
    expect(metrics.track(labels, () => 7)).toBe(7);
    expect(seriesOf(store)).toEqual(answered('OK'));
    expect(await metrics.track(labels, async () => 8)).toBe(8);
    expect(seriesOf(store)).toMatchObject({ [`grpc.server.request{${where},code=OK}`]: 2 });
  });

  test('a request is in flight until the promise of its handler settles', async () => {
    let finish = () => {};
    const run = metrics.track(labels, () => new Promise<void>((resolve) => (finish = resolve)));
    expect(seriesOf(store)).toEqual({ [`grpc.server.in_flight_requests{${where}}`]: 1 });
    finish();
    await run;
    expect(seriesOf(store)).toEqual(answered('OK'));
  });

  test('the option says the status of an error, or that it is a panic', () => {
    const code = (error: unknown) => (error === 'gone' ? 'NOT_FOUND' : undefined);
    for (const error of ['gone', failure(5)]) {
      const fail = () => {
        throw error;
      };
      expect(() => metrics.track(labels, fail, { code })).toThrow();
    }
    expect(seriesOf(store)).toEqual({ ...answered('NOT_FOUND'), ...answered('UNKNOWN'), ...panic });
  });
});

test.each<[string, () => void, Readonly<Record<string, number>>]>([
  ['recordPanicked', () => metrics.recordPanicked(labels), { [`grpc.server.panic{${where}}`]: 1 }],
  [
    'recordRateLimited',
    () => metrics.recordRateLimited(labels),
    { [`grpc.server.rate_limit_hits{${where}}`]: 1 },
  ],
])('%s', (_name, record, expected) => {
  record();
  expect(seriesOf(store)).toEqual(expected);
});

test('a connection is active until it is stopped, once', () => {
  const connection = metrics.startConnection();
  metrics.startConnection();
  connection.stop();
  connection.stop();
  expect(seriesOf(store)).toEqual({ 'grpc.server.active_connections{}': 1 });
});

test.each([undefined, null, '/kv.KV/Put'])('%p for labels throws nowhere', (given) => {
  const wrong = given as never; // what the compiler would refuse
  metrics.recordPanicked(wrong);
  metrics.recordRateLimited(wrong);
  metrics.startRequest(wrong).end(wrong);
  expect(metrics.track(wrong, () => 7, null as never)).toBe(7);
});
