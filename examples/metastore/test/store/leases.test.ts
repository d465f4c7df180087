import { Leases } from '../../src/store/leases.js';

let expired: number[];
let leases: Leases;

beforeEach(() => {
  jest.useFakeTimers();
  expired = [];
  leases = new Leases((id) => expired.push(id));
});
afterEach(() => jest.useRealTimers());

test('a lease expires when its time is over, once', () => {
  leases.grant(1, 500);
  leases.grant(2, 900);
  jest.advanceTimersByTime(499);
  expect(expired).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(expired).toEqual([1]);
  jest.advanceTimersByTime(1000);
  expect(expired).toEqual([1, 2]);
});

test('a lease that is renewed has all of its time again', () => {
  leases.grant(1, 500);
  jest.advanceTimersByTime(400);
  expect(leases.renew(1)).toBe(500);
  jest.advanceTimersByTime(499);
  expect(expired).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(expired).toEqual([1]);
});

test('a lease that has expired can no longer be renewed, and is there until it is revoked', () => {
  leases.grant(1, 500);
  jest.advanceTimersByTime(500);
  expect(() => leases.renew(1)).toThrow('there is no lease 1');
  expect(leases.size).toBe(1);
  leases.revoke(1);
  expect(leases.size).toBe(0);
});

test('a lease that was revoked does not expire', () => {
  leases.grant(1, 500);
  leases.revoke(1);
  jest.advanceTimersByTime(1000);
  expect(expired).toEqual([]);
});

test.each(['renew', 'revoke', 'find'] as const)('there is nothing to %s of no lease', (action) => {
  expect(() => leases[action](7)).toThrow('there is no lease 7');
});

test('a lease is granted once', () => {
  leases.grant(1, 500);
  expect(() => leases.grant(1, 500)).toThrow('lease 1 is held');
});
