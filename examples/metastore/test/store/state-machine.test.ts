import type { Version } from '../../src/grpc/protocol.js';
import type { Command } from '../../src/log/command.js';
import { StateMachine } from '../../src/store/state-machine.js';

let machine: StateMachine;
let changes: Version[];

beforeEach(() => {
  machine = new StateMachine();
  changes = [];
  machine.changes.on('change', (version) => changes.push(version));
});

function applied(command: Command) {
  const change = machine.apply(command);
  machine.tell();
  return change;
}

const put = (key: string, value = 'v', leaseId = 0) =>
  applied({ type: 'put', key, value, leaseId });
const remove = (key: string) => applied({ type: 'delete', key });
const compact = (revision: number) => applied({ type: 'compact', revision });
const apply = (...commands: readonly Command[]) => commands.map(applied);

function read(revision = 0, key = 'a', end = 'z') {
  const { items } = machine.range({ key, end, revision });
  return items.map((item) => `${item.key}=${item.value}@${item.revision}`);
}

const told = () => changes.map(({ type, key, revision }) => `${type} ${key}@${revision}`);

test('it says what it did to keys', () => {
  expect([put('a'), remove('a'), remove('a')]).toEqual([
    { revision: 1, deleted: 0 },
    { revision: 2, deleted: 1 },
    { revision: 2, deleted: 0 },
  ]);
  expect(changes).toEqual([
    { type: 'put', key: 'a', value: 'v', leaseId: 0, revision: 1 },
    { type: 'delete', key: 'a', value: '', leaseId: 0, revision: 2 },
  ]);
});

test('a change is told once, also when the next command is refused', () => {
  put('a');
  expect(() => apply({ type: 'revoke', leaseId: 9 })).toThrow('there is no lease 9');
  machine.tell();
  expect(told()).toEqual(['put a@1']);
});

test('each change is a revision, and a key has its last value', () => {
  put('b', '1');
  put('a', '2');
  put('b', '3');
  expect(read()).toEqual(['a=2@2', 'b=3@3']);
});

test('an old revision is read as it was', () => {
  put('a', '1');
  put('a', '2');
  remove('a');
  put('a', '4');
  expect([1, 2, 3, 4].map((revision) => read(revision))).toEqual([
    ['a=1@1'],
    ['a=2@2'],
    [],
    ['a=4@4'],
  ]);
});

test.each([
  ['an end is not part of a range', ['b', 'd'], ['b=2@3', 'c=3@1']],
  ['without an end a range is one key', ['b', ''], ['b=2@3']],
  ['a key that is missing is an empty range', ['bb', ''], []],
] as const)('%s', (_name, [key, end], expected) => {
  put('c', '3');
  put('d', '1');
  put('b', '2');
  put('a', '4');
  expect(read(0, key, end)).toEqual(expected);
  put('z', '5');
  expect(read(4, key, end)).toEqual(expected);
});

test('the keys of a lease go with it, in one revision', () => {
  apply({ type: 'grant', leaseId: 1, ttlMs: 500 });
  for (const key of ['a', 'b', 'c']) put(key, 'v', 1);
  remove('c');
  put('c');
  expect(applied({ type: 'revoke', leaseId: 1 })).toEqual({ revision: 6, deleted: 2 });
  expect(told().slice(-2)).toEqual(['delete a@6', 'delete b@6']);
  expect(read()).toEqual(['c=v@5']);
});

test('a key belongs to the lease it was put with last', () => {
  apply({ type: 'grant', leaseId: 1, ttlMs: 500 }, { type: 'grant', leaseId: 2, ttlMs: 500 });
  put('a', 'v', 1);
  put('b', 'v', 1);
  put('b', 'v', 2);
  put('c', 'v', 1);
  put('c');
  apply({ type: 'revoke', leaseId: 1 }, { type: 'revoke', leaseId: 2 });
  expect(told().slice(-2)).toEqual(['delete a@6', 'delete b@7']);
});

test('a put with a lease that is not there changes nothing', () => {
  expect(() => put('a', 'v', 9)).toThrow('there is no lease 9');
  expect([machine.range({ key: 'a', end: '', revision: 0 }).revision, changes]).toEqual([0, []]);
});

test('a lease can be revoked once', () => {
  apply({ type: 'grant', leaseId: 1, ttlMs: 500 }, { type: 'revoke', leaseId: 1 });
  expect(() => apply({ type: 'revoke', leaseId: 1 })).toThrow('there is no lease 1');
});

test('compaction forgets what was overwritten or deleted, and keeps what can still be read', () => {
  put('a', '1');
  put('b', '2');
  put('a', '3');
  remove('b');
  put('c', '5');
  expect(compact(4)).toEqual({ revision: 5, deleted: 0 });
  expect(read(4)).toEqual(['a=3@3']);
  expect(read()).toEqual(['a=3@3', 'c=5@5']);
  expect(() => read(3)).toThrow('revision: expected one from 4 to 5, got 3');
  put('a', '6');
  expect(read(5)).toEqual(['a=3@3', 'c=5@5']);
  compact(6);
  put('a', '7');
  expect(read(6)).toEqual(['a=6@6', 'c=5@5']);
});

test.each([0, 6])('revision %d cannot be compacted after 2 of 5', (revision) => {
  for (let i = 0; i < 5; i++) put('a', `${i}`);
  compact(2);
  expect(() => compact(revision)).toThrow(`revision: expected one from 2 to 5, got ${revision}`);
});

test('a revision that has not been is an error', () => {
  expect(() => read(1)).toThrow('revision: expected one from 0 to 0, got 1');
});
