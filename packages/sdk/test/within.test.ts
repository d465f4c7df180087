import { within } from '../src/within.js';

test('gives what the promise gives in time', async () => {
  await expect(within(Promise.resolve(7), 1000)).resolves.toBe(7);
});

test('rejects with what the promise rejects with in time', async () => {
  await expect(within(Promise.reject(new Error('no')), 1000)).rejects.toThrow('no');
});

test('gives undefined when time runs out, and hears no later failure', async () => {
  let fail: (error: Error) => void = () => undefined;
  const late = new Promise<never>((_, reject) => {
    fail = reject;
  });
  await expect(within(late, 1)).resolves.toBeUndefined();
  fail(new Error('late')); // an unhandled rejection would fail this test
  await new Promise((resolve) => setImmediate(resolve));
});

test('leaves no timer behind', async () => {
  const timers = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  await within(Promise.resolve(), 60_000);
  expect(timers()).toBe(before);
});
