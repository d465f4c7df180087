import { createStore, type Store } from '@meterkit/instruments';
import { type AttemptErrorKind, AttemptMetrics } from '../../src/worker/index.js';
import { seriesOf } from '../series-of.js';

const closed = { 'worker.circuit_breaker.state{state=closed}': 1 };

let store: Store;
let metrics: AttemptMetrics;

beforeEach(() => {
  store = createStore();
  metrics = new AttemptMetrics({ store });
});
afterEach(() => jest.useRealTimers());

test('a successful attempt', () => {
  jest.useFakeTimers({ now: 1_700_000_000_500 });
  metrics.recordAttemptSucceeded(30);
  expect(seriesOf(store)).toEqual({
    ...closed,
    'worker.total_attempts{}': 1,
    'worker.successful_attempts{}': 1,
    'worker.success_rate{}': 10_000,
    'worker.last_success.timestamp{}': 1_700_000_000.5,
    'worker_attempt_duration_ms{}': [0, 0, 1, 0, 0, 0, 0, 0, 0, 30],
  });
});

test('a failed attempt', () => {
  metrics.recordAttemptFailed(3000);
  expect(seriesOf(store)).toEqual({
    ...closed,
    'worker.total_attempts{}': 1,
    'worker.failed_attempts{}': 1,
    'worker.consecutive_failures{}': 1,
    'worker_attempt_duration_ms{}': [0, 0, 0, 0, 0, 0, 0, 0, 1, 3000],
  });
});

test.each<[successes: number, failures: number, rate: number]>([
  [389, 11, 9725],
  [2, 1, 6666],
  [99_999, 1, 9999],
])('%i successes and %i failures are a success rate of %i', (successes, failures, rate) => {
  for (let i = 0; i < successes; i++) metrics.recordAttemptSucceeded(1);
  for (let i = 0; i < failures; i++) metrics.recordAttemptFailed(1);
  expect(seriesOf(store)).toMatchObject({
    'worker.success_rate{}': rate,
    'worker.consecutive_failures{}': failures,
  });
});

test('a success ends the failures in a row', () => {
  metrics.recordAttemptFailed(1);
  metrics.recordAttemptFailed(1);
  metrics.recordAttemptSucceeded(1);
  expect(seriesOf(store)).not.toHaveProperty(['worker.consecutive_failures{}']);
  metrics.recordAttemptFailed(1);
  expect(seriesOf(store)).toMatchObject({ 'worker.consecutive_failures{}': 1 });
});

test('two meters on one store go on with the same history', () => {
  const other = new AttemptMetrics({ store });
  metrics.recordCircuitBreakerState('open');
  metrics.recordAttemptFailed(1);
  other.recordAttemptFailed(1);
  new AttemptMetrics({ store }).recordAttemptSucceeded(1);
  metrics.recordAttemptFailed(1);
  expect(seriesOf(store)).toMatchObject({
    'worker.total_attempts{}': 4,
    'worker.success_rate{}': 2500,
    'worker.consecutive_failures{}': 1,
    'worker.circuit_breaker.state{state=open}': 1,
  });
});

test('meters of different namespaces have histories of their own', () => {
  new AttemptMetrics({ store, namespace: 'tops' }).recordAttemptFailed(1);
  metrics.recordAttemptSucceeded(1);
  expect(seriesOf(store)).toMatchObject({
    'tops.worker.consecutive_failures{}': 1,
    'worker.success_rate{}': 10_000,
  });
});

test('the circuit breaker is closed at first, and always in one state', () => {
  expect(seriesOf(store)).toEqual(closed);
  for (const state of ['open', 'half_open', 'closed'] as const) {
    metrics.recordCircuitBreakerState(state);
    expect(seriesOf(store)).toEqual({ [`worker.circuit_breaker.state{state=${state}}`]: 1 });
  }
});

test('the uptime runs from the first meter on', async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] });
  const fresh = createStore();
  new AttemptMetrics({ store: fresh });
  jest.advanceTimersByTime(90_000);
  new AttemptMetrics({ store: fresh });
  await fresh.collect();
  expect(seriesOf(fresh)).toMatchObject({ 'worker.uptime{}': 90 });
});

test('the depth of the queue', () => {
  metrics.recordQueueDepth(4);
  expect(seriesOf(store)).toEqual({ ...closed, 'worker.queue.depth{}': 4 });
});

test.each<AttemptErrorKind>(['gpu', 'network', 'signature', 'validation'])('a %s error', (kind) => {
  metrics.recordError(kind);
  expect(seriesOf(store)).toEqual({ ...closed, [`worker.${kind}_errors{}`]: 1 });
});

describe('track', () => {
  const failure = (name: string) => Object.assign(new Error('no'), { name });

  test.each<[string, unknown, AttemptErrorKind | undefined]>([
    ['GpuError', failure('GpuError'), 'gpu'],
    ['GPUError', failure('GPUError'), 'gpu'],
    ['NetworkError', failure('NetworkError'), 'network'],
    ['SignatureError', failure('SignatureError'), 'signature'],
    ['ValidationError', failure('ValidationError'), 'validation'],
    ['any other error', new RangeError('no'), undefined],
    ['nothing', undefined, undefined],
  ])('an attempt that throws %s', async (_what, error, kind) => {
    const run = metrics.track(() => Promise.reject(error));
    await expect(run).rejects.toBe(error);
    const counted = { ...seriesOf(store) };
    delete counted['worker_attempt_duration_ms{}'];
    expect(counted).toEqual({
      ...closed,
      'worker.total_attempts{}': 1,
      'worker.failed_attempts{}': 1,
      'worker.consecutive_failures{}': 1,
      ...(kind && { [`worker.${kind}_errors{}`]: 1 }),
    });
  });

  test('an attempt is counted at its end, with its duration in milliseconds', async () => {
    jest.useFakeTimers();
    const run = metrics.track(() => new Promise((resolve) => setTimeout(resolve, 150, 7)));
    expect(seriesOf(store)).toEqual(closed);
    jest.advanceTimersByTime(150);
    expect(await run).toBe(7);
    expect(seriesOf(store)).toMatchObject({
      'worker.successful_attempts{}': 1,
      'worker_attempt_duration_ms{}': [0, 0, 0, 0, 1, 0, 0, 0, 0, 150],
    });
  });

  test('the option says the kind of an error, or none', () => {
    const errorKind = (error: unknown) => (error === 'cuda' ? 'gpu' : undefined);
    for (const error of ['cuda', failure('NetworkError')])
      expect(() => metrics.track(() => raise(error), { errorKind })).toThrow();
    expect(seriesOf(store)).toMatchObject({ 'worker.gpu_errors{}': 1 });
    expect(seriesOf(store)).not.toHaveProperty(['worker.network_errors{}']);
  });
});

test('the latency of the network is timed in milliseconds', async () => {
  jest.useFakeTimers();
  const run = metrics.networkLatency.time(() => new Promise((done) => setTimeout(done, 80)));
  jest.advanceTimersByTime(80);
  await run;
  expect(seriesOf(store)).toMatchObject({
    'worker_network_latency_ms{}': [0, 0, 0, 0, 0, 1, 0, 0, 0, 80],
  });
});

test('an unknown kind or state throws nothing', () => {
  metrics.recordError('disk' as never);
  metrics.recordCircuitBreakerState('ajar' as never);
  expect(metrics.track(() => 7, null as never)).toBe(7);
});

function raise(error: unknown): never {
  throw error;
}
