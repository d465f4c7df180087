import { runEnding } from '../src/run-ending.js';

const error = new Error('no');
const raise = (what: unknown) => () => {
  throw what;
};
const thenable = (then: (...settle: ((value: unknown) => void)[]) => void) =>
  Object.defineProperty({}, 'then', { value: then });

/** Runs `fn`; says how often its end was told before its result had settled and after, and the result. */
async function outcome(fn: () => unknown): Promise<readonly unknown[]> {
  let ended = 0;
  try {
    const running = runEnding(fn, () => void ended++);
    const before = ended;
    const result = await Promise.resolve(running).catch((reason: unknown) => ['rejected', reason]);
    return [before, ended, result];
  } catch (thrown) {
    return [ended, ended, ['thrown', thrown]];
  }
}

describe('a run', () => {
  it.each([
    ['at the return of a value', () => 7, [1, 1, 7]],
    ['at the return of nothing', () => undefined, [1, 1, undefined]],
    ['at the return of null', () => null, [1, 1, null]],
    ['at a throw', raise(error), [1, 1, ['thrown', error]]],
    ['at a throw of null', raise(null), [1, 1, ['thrown', null]]],
    ['when its promise is fulfilled', async () => 7, [0, 1, 7]],
    ['when its promise is rejected', () => Promise.reject(error), [0, 1, ['rejected', error]]],
    ['when it is rejected with nothing', () => Promise.reject(), [0, 1, ['rejected', undefined]]],
    ['when a thenable is fulfilled', () => thenable((done) => done?.(7)), [0, 1, 7]],
    ['when a thenable throws', () => thenable(raise(error)), [0, 1, ['rejected', error]]],
  ])('ends %s', async (_, fn, expected) => {
    expect(await outcome(fn)).toEqual(expected);
  });

  it.each<[string, () => unknown, object]>([
    ['what it returned', () => 7, { failed: false, result: 7 }],
    ['what it threw', raise(error), { failed: true, error }],
    ['that it threw nothing', raise(undefined), { failed: true }],
    ['what its promise was fulfilled with', async () => 7, { failed: false, result: 7 }],
    ['what its promise was rejected with', () => Promise.reject(error), { failed: true, error }],
  ])('tells %s', async (_, fn, expected) => {
    const endings: unknown[] = [];
    await Promise.resolve()
      .then(() => runEnding(fn, (ending) => void endings.push(ending)))
      .catch(() => undefined);
    expect(endings).toEqual([{ result: undefined, error: undefined, ...expected }]);
  });

  it('gives the same to who does not ask for its end', async () => {
    expect(runEnding(() => 7)).toBe(7);
    expect(() => runEnding(raise(error))).toThrow(error);
    const promise = Promise.resolve(8);
    expect(runEnding(() => promise)).toBe(promise);
    expect(runEnding(() => thenable((done) => done?.(9)))).toBeInstanceOf(Promise);
  });

  it('ends once when a thenable settles twice', async () => {
    const often = thenable((done, fail) => {
      done?.(7);
      fail?.(error);
      done?.(8);
    });
    expect(await outcome(() => often)).toEqual([0, 1, 7]);
  });

  it('ends when it throws to ask whether the result is a promise', () => {
    const end = jest.fn();
    const odd = Object.defineProperty({}, 'then', { get: raise(error) });
    expect(runEnding(() => odd, end)).toBe(odd);
    expect(end).toHaveBeenCalledTimes(1);
  });

  it('starts a lazy thenable once', async () => {
    let started = 0;
    const query = thenable((done) => done?.(++started));
    expect(await outcome(() => query)).toEqual([0, 1, 1]);
  });
});
