import { createStore, type Store } from '@meterkit/instruments';
import { LeaseMetrics } from '@meterkit/meters/storage';
import type { Command } from '../../src/log/command.js';
import { createLeases } from '../../src/services/leases.js';
import { StateMachine } from '../../src/store/state-machine.js';
import { samplesIn } from '../samples.js';

let store: Store;
let machine: StateMachine;
let proposed: Command[];
/** What is proposed is committed when the test says so. */
let commit: Promise<void>;
let leases: ReturnType<typeof createLeases>;

const leader = {
  propose: async (command: Command) => {
    proposed.push(command);
    await commit;
    return machine.apply(command);
  },
};

beforeEach(() => {
  jest.useFakeTimers();
  store = createStore();
  machine = new StateMachine();
  proposed = [];
  commit = Promise.resolve();
  leases = createLeases(leader, machine.leases, new LeaseMetrics({ store }));
});
afterEach(() => jest.useRealTimers());

const operations = (operation: string, status: string) =>
  samplesIn(store)[`lease_operations_total{operation="${operation}",status="${status}"}`];
const active = () => samplesIn(store)['lease_active_total{}'];

test('a lease expires when its time is over, once', async () => {
  const { leaseId } = await leases.grant({ ttlMs: 500 });
  await leases.grant({ ttlMs: 900 });
  expect(active()).toBe(2);
  await jest.advanceTimersByTimeAsync(499);
  expect(machine.leases.size).toBe(2);
  await jest.advanceTimersByTimeAsync(1);
  expect(machine.leases.has(leaseId)).toBe(false);
  await jest.advanceTimersByTimeAsync(1000);
  expect([machine.leases.size, operations('expire', 'success'), active()]).toEqual([
    0,
    2,
    undefined,
  ]);
});

test('a lease that is renewed has all of its time again', async () => {
  const { leaseId } = await leases.grant({ ttlMs: 500 });
  await jest.advanceTimersByTimeAsync(400);
  expect(leases.renew({ leaseId })).toMatchObject({ leaseId, ttlMs: 500 });
  await jest.advanceTimersByTimeAsync(499);
  expect(machine.leases.size).toBe(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(machine.leases.size).toBe(0);
});

test('a lease that has expired can no longer be renewed, and is there until that is committed', async () => {
  const { leaseId } = await leases.grant({ ttlMs: 500 });
  let committed = () => {};
  commit = new Promise((resolve) => {
    committed = resolve;
  });
  await jest.advanceTimersByTimeAsync(500);
  expect(() => leases.renew({ leaseId })).toThrow(`there is no lease ${leaseId}`);
  expect([machine.leases.size, active()]).toEqual([1, 1]);
  committed();
  await jest.advanceTimersByTimeAsync(0);
  expect([machine.leases.size, active()]).toEqual([0, undefined]);
  expect(operations('renew', 'error')).toBe(1);
});

test('a lease that was revoked does not expire', async () => {
  const { leaseId } = await leases.grant({ ttlMs: 500 });
  await leases.revoke({ leaseId });
  await jest.advanceTimersByTimeAsync(1000);
  expect(proposed.map(({ type }) => type)).toEqual(['grant', 'revoke']);
});

test('leases of an earlier life are held, and have all of their time again', async () => {
  machine.apply({ type: 'grant', leaseId: 7, ttlMs: 500 });
  leases = createLeases(leader, machine.leases, new LeaseMetrics({ store }));
  expect([active(), operations('grant', 'success')]).toEqual([1, undefined]);
  await jest.advanceTimersByTimeAsync(499);
  expect(leases.renew({ leaseId: 7 })).toMatchObject({ leaseId: 7 });
  await jest.advanceTimersByTimeAsync(500);
  expect(machine.leases.size).toBe(0);
});

test('there is nothing to renew or revoke of no lease', async () => {
  expect(() => leases.renew({ leaseId: 7 })).toThrow('there is no lease 7');
  await expect(leases.revoke({ leaseId: 7 })).rejects.toThrow('there is no lease 7');
  expect(operations('revoke', 'error')).toBe(1);
});

test('a lease is for a day at most', async () => {
  expect(await leases.grant({ ttlMs: 2 ** 40 })).toMatchObject({ ttlMs: 86_400_000 });
});
