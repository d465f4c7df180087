import { Leases } from '../../src/store/leases.js';

let nowMs: number;
let leases: Leases;

beforeEach(() => {
  nowMs = 1000;
  leases = new Leases(() => nowMs);
});

test('a lease expires when its time is over, once', () => {
  leases.grant(1, 500);
  leases.grant(2, 900);
  nowMs += 499;
  expect(leases.takeExpired()).toEqual([]);
  nowMs += 1;
  expect(leases.takeExpired()).toEqual([1]);
  expect(leases.takeExpired()).toEqual([]);
  nowMs += 400;
  expect(leases.takeExpired()).toEqual([2]);
});

test('a lease that is renewed has all of its time again', () => {
  leases.grant(1, 500);
  nowMs += 400;
  expect(leases.renew(1)).toBe(500);
  nowMs += 499;
  expect(leases.takeExpired()).toEqual([]);
  nowMs += 1;
  expect(leases.takeExpired()).toEqual([1]);
});

test('a lease that has expired can no longer be renewed', () => {
  leases.grant(1, 500);
  nowMs += 500;
  leases.takeExpired();
  expect(() => leases.renew(1)).toThrow('there is no lease 1');
});

test('a lease has the keys that were attached to it last', () => {
  leases.grant(1, 500);
  leases.grant(2, 500);
  for (const key of ['a', 'b', 'c', 'd']) leases.attach(key, 1);
  leases.attach('b', 2);
  leases.attach('c', 0);
  leases.detach('d');
  expect([...leases.revoke(1)]).toEqual(['a']);
  expect([...leases.revoke(2)]).toEqual(['b']);
  expect(leases.size).toBe(0);
});

test.each([
  ['renewed', () => leases.renew(7)],
  ['revoked', () => leases.revoke(7)],
  ['given a key', () => leases.attach('a', 7)],
])('a lease that is not there cannot be %s', (_what, act) => {
  expect(act).toThrow('there is no lease 7');
});

test('a lease is granted once', () => {
  leases.grant(1, 500);
  expect(() => leases.grant(1, 500)).toThrow('lease 1 is held');
});
