import { SharedRuns } from '../src/shared-runs.js';
import { deferred } from './serving.js';

/** Runs that end when they are told. */
function runs() {
  const ends: (() => void)[] = [];
  const begin = async (): Promise<number> => {
    const { promise, resolve } = deferred();
    const nth = ends.push(resolve);
    await promise;
    return nth;
  };
  return { ends, begin };
}

beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
afterEach(() => jest.useRealTimers());

test('who has as much time joins the run that is there', async () => {
  const { ends, begin } = runs();
  const shared = new SharedRuns<number>();
  const first = shared.join(1000, begin);
  jest.advanceTimersByTime(100);
  const others = [shared.join(900, begin), shared.join(5000, begin)];
  ends[0]?.();
  expect(await Promise.all([first, ...others])).toEqual([1, 1, 1]);
});

test('who has less has a run of its own, which the next in a hurry joins', async () => {
  const { ends, begin } = runs();
  const shared = new SharedRuns<number>();
  const patient = shared.join(5000, begin);
  const hurried = [shared.join(500, begin), shared.join(600, begin)];
  ends[1]?.();
  expect(await Promise.all(hurried)).toEqual([2, 2]);
  ends[0]?.();
  expect(await patient).toBe(1);
});

test('a run that has ended, be it by a failure, is not joined', async () => {
  const { begin } = runs();
  const shared = new SharedRuns<number>();
  await expect(shared.join(1000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  void shared.join(1000, begin);
  await expect(Promise.race([shared.join(2000, begin), 'runs'])).resolves.toBe('runs');
});

test('is idle when none is running', async () => {
  const { ends, begin } = runs();
  const shared = new SharedRuns<number>();
  void shared.join(5000, begin);
  void shared.join(500, begin);
  let isIdle = false;
  const idle = shared.idle().then(() => {
    isIdle = true;
  });
  ends[1]?.();
  await new Promise(setImmediate);
  expect(isIdle).toBe(false);
  ends[0]?.();
  await idle;
});
