import { EventEmitter, once } from 'node:events';
import { CircuitBreaker } from '../../src/attempts/circuit-breaker.js';

const failure = new Error('out of reach');
const neither = new Error('not asked');

let states: string[];
let changes: EventEmitter;
let breaker: CircuitBreaker;

beforeEach(() => start(10));

function start(cooldownMs: number): void {
  const seen: string[] = [];
  const emitter = new EventEmitter();
  states = seen; // those of this breaker: one of the last test may still change
  changes = emitter;
  breaker = new CircuitBreaker({
    failures: 3,
    cooldownMs,
    isFailure: (error) => (error === neither ? undefined : error === failure),
    onChange: (state) => {
      seen.push(state);
      emitter.emit(state);
    },
  });
}

const succeed = () => breaker.run(async () => 'done');
const fail = (error = failure) =>
  expect(breaker.run(() => Promise.reject(error))).rejects.toBe(error);

async function open(): Promise<void> {
  for (let count = 0; count < 3; count++) await fail();
}

test('it opens after so many failures in a row', async () => {
  await fail();
  await fail();
  await succeed();
  await fail();
  await fail();
  expect(states).toEqual([]);
  await fail();
  expect(states).toEqual(['open']);
});

test('another error is an answer and ends the row, and one that says nothing does not', async () => {
  await fail();
  await fail();
  await fail(new Error('refused'));
  await fail();
  await fail(neither);
  await fail();
  expect(states).toEqual([]);
  await fail();
  expect(states).toEqual(['open']);
});

test('calls wait while it is open, and go on one at a time when it is half open', async () => {
  await open();
  let running = 0;
  let most = 0;
  const call = () =>
    breaker.run(async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      throw neither;
    });
  const calls = Promise.allSettled([call(), call(), call()]);
  expect(running).toBe(0);
  await calls;
  expect(most).toBe(1);
  expect(states).toEqual(['open', 'half_open']);
});

test('a success closes it again', async () => {
  await open();
  await Promise.all([succeed(), succeed()]);
  expect(states).toEqual(['open', 'half_open', 'closed']);
});

test('one failure opens it again, for another cooldown', async () => {
  await open();
  await fail();
  expect(states).toEqual(['open', 'half_open', 'open']);
  await succeed();
  expect(states).toEqual(['open', 'half_open', 'open', 'half_open', 'closed']);
});

test('what began before it opened does not close it', async () => {
  start(60_000);
  let end = (): void => {};
  const early = breaker.run(() => new Promise<void>((resolve) => (end = resolve)));
  await open();
  end();
  await early;
  expect(states).toEqual(['open']);
});

test('a call that waits ends when its signal aborts', async () => {
  start(60_000);
  await open();
  const stop = new AbortController();
  const call = breaker.run(async () => 'done', stop.signal);
  stop.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});

test('the cooldown ends by itself', async () => {
  await open();
  await once(changes, 'half_open');
  expect(states).toEqual(['open', 'half_open']);
});
