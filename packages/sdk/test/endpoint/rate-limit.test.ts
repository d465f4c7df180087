import { RateLimit } from '../../src/endpoint/rate-limit.js';

/** A limit under a clock that a test sets, in seconds. */
function limited(perMinute: number) {
  let seconds = 0;
  const limit = new RateLimit(perMinute, () => seconds * 1000);
  return {
    take: (client?: string) => limit.take(client),
    at: (time: number) => {
      seconds = time;
    },
  };
}

test('without a limit nobody waits', () => {
  const { take } = limited(0);
  expect(Array.from({ length: 1000 }, () => take('a'))).toEqual(Array(1000).fill(0));
});

test('a client has a minute at once, and then one as often as the limit says', () => {
  const { take, at } = limited(3);
  expect([take('a'), take('a'), take('a'), take('a')]).toEqual([0, 0, 0, 20]);
  at(19);
  expect(take('a')).toBe(1);
  at(20);
  expect([take('a'), take('a')]).toEqual([0, 20]);
  at(1000);
  expect([take('a'), take('a'), take('a'), take('a')]).toEqual([0, 0, 0, 20]);
});

test('who is refused does not wait longer for having asked', () => {
  const { take, at } = limited(1);
  take('a');
  for (let second = 1; second < 60; second++) {
    at(second);
    expect(take('a')).toBe(60 - second);
  }
  at(60);
  expect(take('a')).toBe(0);
});

test.each([
  ['10.0.0.1', '10.0.0.2'],
  ['::ffff:10.0.0.1', '::ffff:10.0.0.2'],
  ['2001:db8::1', '2001:db8:0:1::1'],
  ['::1', '2001:db8::1'],
])('%s and %s are two clients', (one, other) => {
  const { take } = limited(1);
  expect([take(one), take(other)]).toEqual([0, 0]);
});

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['2001:db8::1', '2001:db8::2:1'],
  ['2001:db8:0:0:1:2:3:4', '2001:db8::5'],
  ['2001:db8:1:2::', '2001:db8:1:2:3:4:5:6'],
  ['fe80::1%eth0', 'fe80::2%eth0'],
  [undefined, undefined],
])('%s and %s are one', (one, other) => {
  const { take } = limited(1);
  expect([take(one), take(other)]).toEqual([0, 60]);
});

test('forgets who has been away longest when clients are many', () => {
  const { take } = limited(2);
  take('first');
  for (let i = 0; i < 1023; i++) take(`client-${i}`);
  take('first'); // was here, and is therefore not the oldest
  take('one-more');
  expect(take('first')).toBe(30);
  expect([take('client-0'), take('client-0')]).toEqual([0, 0]);
});
