import { GuardedCheck } from '../../src/endpoint/guarded-check.js';
import type { CheckResult, ReadyCheck } from '../../src/endpoint/ready-check.js';
import { deferred } from '../serving.js';

/** A check and all that it was heard to answer. */
function guarded(check: ReadyCheck, { timeoutMs = 10_000, cacheMs = 0 } = {}) {
  const heard: CheckResult[] = [];
  return {
    heard,
    check: new GuardedCheck(check, { timeoutMs, cacheMs }, (result) => heard.push(result)),
  };
}

const error = new Error('no');

function odd(got: string): CheckResult {
  return {
    failure: 'error',
    error: new TypeError(`expected true, false or a text, got ${got}`),
  };
}

test.each<[string, ReadyCheck, CheckResult]>([
  ['true', () => true, {}],
  ['a promise of true', async () => true, {}],
  ['false', () => false, { failure: 'no' }],
  ['a promise of false', async () => false, { failure: 'no' }],
  ['a text', () => 'away', { failure: 'no', message: 'away' }],
  ['an empty text', () => '', { failure: 'no', message: '' }],
  ['no answer at all', (() => undefined) as unknown as ReadyCheck, odd('(unset)')], // in JavaScript
  ['something truthy', (() => 1) as unknown as ReadyCheck, odd('1')], // in JavaScript
  [
    'a throw',
    () => {
      throw error;
    },
    { failure: 'error', error },
  ],
  ['a rejection', () => Promise.reject(error), { failure: 'error', error }],
])('%s is heard once', async (_, answer, result) => {
  const { check, heard } = guarded(answer);
  expect(check.last).toBeUndefined();
  expect(await check.ask()).toEqual(result);
  expect(check.last).toEqual(result);
  expect(heard).toEqual([result]);
});

test('never runs twice at once, and all who ask meanwhile get its answer', async () => {
  const { promise, resolve } = deferred();
  const run = jest.fn(async () => {
    await promise;
    return true;
  });
  const { check, heard } = guarded(run);
  const asked = Array.from({ length: 100 }, () => check.ask());
  resolve();
  expect(await Promise.all(asked)).toEqual(asked.map(() => ({})));
  expect([run.mock.calls.length, heard.length]).toEqual([1, 1]);
  await check.ask();
  expect(run).toHaveBeenCalledTimes(2);
});

describe('with a clock', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('an answer is used again until it is too old, also one that says no', async () => {
    const run = jest.fn(() => false);
    const { check } = guarded(run, { cacheMs: 1000 });
    await check.ask();
    jest.advanceTimersByTime(999);
    expect(await check.ask()).toEqual({ failure: 'no' });
    expect(run).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1);
    await check.ask();
    expect(run).toHaveBeenCalledTimes(2);
  });

  test('one that hangs means no, is heard once, and is not begun again until it ends', async () => {
    const { promise, resolve } = deferred();
    const run = jest.fn(() => promise.then(() => true));
    const { check, heard } = guarded(run, { timeoutMs: 500, cacheMs: 1000 });
    const first = check.ask();
    jest.advanceTimersByTime(500);
    expect(await first).toEqual({ failure: 'timeout' });
    jest.advanceTimersByTime(60_000);
    expect(await check.ask()).toEqual({ failure: 'timeout' });
    expect(run).toHaveBeenCalledTimes(1);
    resolve();
    await new Promise((done) => setImmediate(done));
    expect(heard).toEqual([{ failure: 'timeout' }]); // what came too late is nobody's
    expect(await check.ask()).toEqual({});
    expect(run).toHaveBeenCalledTimes(2);
  });

  test('leaves no timer behind', async () => {
    await guarded(() => true).check.ask();
    expect(jest.getTimerCount()).toBe(0);
  });
});
