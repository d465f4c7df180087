import type { Ending } from '@meterkit/instruments';
import { runTimed } from '../../src/tracking/run-timed.js';

let ended: jest.Mock<void, [Ending, number]>;

beforeEach(() => {
  jest.useFakeTimers();
  ended = jest.fn();
});
afterEach(() => jest.useRealTimers());

test('the duration is the time from the start to the end of the promise, in seconds', async () => {
  const run = runTimed(() => new Promise((resolve) => setTimeout(resolve, 45_000, 7)), ended);
  jest.advanceTimersByTime(45_000);
  expect(await run).toBe(7);
  expect(ended.mock.calls).toEqual([[{ failed: false, result: 7 }, 45]]);
});

test('a throw has its duration, too', () => {
  const error = new Error('no');
  const fail = () => {
    jest.advanceTimersByTime(250);
    throw error;
  };
  expect(() => runTimed(fail, ended)).toThrow(error);
  expect(ended.mock.calls).toEqual([[{ failed: true, error }, 0.25]]);
});

test('a clock that runs backwards measures nothing', () => {
  jest.spyOn(performance, 'now').mockReturnValueOnce(10).mockReturnValueOnce(5);
  runTimed(() => {}, ended);
  expect(ended.mock.calls).toEqual([[{ failed: false }, 0]]);
});
