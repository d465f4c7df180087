import { type Ending, runReporting } from '../../src/tracking/run-reporting.js';

const failure = new Error('no');
let endings: Ending[];

beforeEach(() => {
  endings = [];
});

function run<R>(fn: () => R): R {
  return runReporting(fn, (ending) => endings.push(ending));
}

test('a value is returned as it is', () => {
  const value = { some: 'thing' };
  expect(run(() => value)).toBe(value);
  expect(endings).toEqual([{ failed: false }]);
});

test('a thrown error is thrown on, the same one', () => {
  expect(catching(() => run(() => raise(failure)))).toBe(failure);
  expect(endings).toEqual([{ failed: true, error: failure }]);
});

test('a promise ends when it resolves, and not before', async () => {
  let resolve = (_value: number) => {};
  const result = run(() => new Promise<number>((done) => (resolve = done)));
  await Promise.resolve();
  expect(endings).toEqual([]);
  resolve(7);
  expect(await result).toBe(7);
  expect(endings).toEqual([{ failed: false }]);
});

test('a rejection is passed on, the same one, even if it is undefined', async () => {
  await expect(run(() => Promise.reject(failure))).rejects.toBe(failure);
  await expect(run(() => Promise.reject(undefined))).rejects.toBeUndefined();
  expect(endings).toEqual([
    { failed: true, error: failure },
    { failed: true, error: undefined },
  ]);
});

test('what calls both its callbacks, and throws, ends once', () => {
  const thenable = {
    // biome-ignore lint/suspicious/noThenProperty: a thenable that breaks every rule is the subject
    then(resolve: (value: unknown) => unknown, reject: (error: unknown) => unknown) {
      resolve(1);
      catching(() => reject(failure));
      throw failure;
    },
  };
  expect(catching(() => run(() => thenable))).toBe(failure);
  expect(endings).toEqual([{ failed: false }]);
});

function raise(error: unknown): never {
  throw error;
}

function catching(fn: () => unknown): unknown {
  try {
    return fn();
  } catch (error) {
    return error;
  }
}
