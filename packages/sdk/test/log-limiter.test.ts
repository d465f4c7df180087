import { LogLimiter } from '../src/log-limiter.js';

function limited(intervalMs?: number) {
  const warn = jest.fn();
  const silent = { error: () => {}, info: () => {}, debug: () => {} };
  return { warn, limiter: new LogLimiter({ ...silent, warn }, intervalMs) };
}

test('tells a problem once in its interval, and makes no message for the others', () => {
  const { warn, limiter } = limited();
  const message = jest.fn(() => 'it failed');
  for (let i = 0; i < 100; i++) limiter.warn('cause', message);
  expect(warn.mock.calls).toEqual([['it failed']]);
  expect(message).toHaveBeenCalledTimes(1);
});

test('tells problems apart by their key', () => {
  const { warn, limiter } = limited();
  limiter.warn('a', () => 'a failed');
  limiter.warn('b', () => 'b failed');
  expect(warn.mock.calls).toEqual([['a failed'], ['b failed']]);
});

test('tells it again when the interval is over', () => {
  const { warn, limiter } = limited(0);
  limiter.warn('cause', () => 'first');
  limiter.warn('cause', () => 'second');
  expect(warn.mock.calls).toEqual([['first'], ['second']]);
});

test('remembers a thousand kinds, and forgets the oldest', () => {
  const { warn, limiter } = limited();
  for (let i = 0; i <= 1000; i++) limiter.warn(`cause ${i}`, () => 'new');
  warn.mockClear();
  limiter.warn('cause 1000', () => 'known');
  limiter.warn('cause 0', () => 'forgotten');
  expect(warn.mock.calls).toEqual([['forgotten']]);
});

test('says that something went wrong when a message cannot be made', () => {
  const { warn, limiter } = limited();
  limiter.warn('cause', () => `${Object.create(null)}`);
  expect(warn.mock.calls).toEqual([['something that cannot be shown went wrong at a scrape']]);
});

test('keeps to itself that the logger throws', () => {
  const { warn, limiter } = limited();
  warn.mockImplementation(() => {
    throw new Error('broken');
  });
  expect(() => limiter.warn('cause', () => 'm')).not.toThrow();
});
