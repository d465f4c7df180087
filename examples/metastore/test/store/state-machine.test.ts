import type { Command } from '../../src/log/command.js';
import { StateMachine } from '../../src/store/state-machine.js';

let machine: StateMachine;

beforeEach(() => {
  machine = new StateMachine();
});

const put = (key: string, leaseId = 0): Command => ({ type: 'put', key, value: 'v', leaseId });
const apply = (...commands: readonly Command[]) => commands.map((each) => machine.apply(each));

test('it says what it did to keys', () => {
  const events = apply(put('a'), { type: 'delete', key: 'a' }, { type: 'delete', key: 'a' });
  expect(events).toEqual([
    [{ type: 'put', key: 'a', value: 'v', revision: 1 }],
    [{ type: 'delete', key: 'a', value: '', revision: 2 }],
    [],
  ]);
});

test('the keys of a lease go with it, in one revision', () => {
  const events = apply(
    { type: 'grant', leaseId: 1, ttlMs: 500 },
    put('a', 1),
    put('b', 1),
    put('c', 1),
    { type: 'delete', key: 'c' },
    put('c'),
    { type: 'revoke', leaseId: 1 },
  );
  expect(events.at(-1)).toEqual([
    { type: 'delete', key: 'a', value: '', revision: 6 },
    { type: 'delete', key: 'b', value: '', revision: 6 },
  ]);
});

test('a put with a lease that is not there changes nothing', () => {
  expect(() => apply(put('a', 9))).toThrow('there is no lease 9');
  expect(machine.revisions.current).toBe(0);
});

test('a key belongs to the lease it was put with last', () => {
  const events = apply(
    { type: 'grant', leaseId: 1, ttlMs: 500 },
    { type: 'grant', leaseId: 2, ttlMs: 500 },
    put('a', 1),
    put('b', 1),
    put('b', 2),
    put('c', 1),
    put('c'),
    { type: 'revoke', leaseId: 1 },
    { type: 'revoke', leaseId: 2 },
  );
  expect(events.slice(-2)).toEqual([
    [{ type: 'delete', key: 'a', value: '', revision: 6 }],
    [{ type: 'delete', key: 'b', value: '', revision: 7 }],
  ]);
});

test('a compaction is no change', () => {
  const [, compacted] = apply(put('a'), { type: 'compact', revision: 1 });
  expect([compacted, machine.revisions.current]).toEqual([[], 1]);
});
