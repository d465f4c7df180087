import { Revisions } from '../../src/store/revisions.js';

let revisions: Revisions;

beforeEach(() => {
  revisions = new Revisions();
});

function read(revision = 0, key = 'a', end = 'z', limit = 0) {
  const items = revisions.range({ key, end, revision, limit });
  return items.map((item) => `${item.key}=${item.value}@${item.revision}`);
}

test('each change is a revision, and a key has its last value', () => {
  revisions.put('b', '1');
  revisions.put('a', '2');
  revisions.put('b', '3');
  expect(revisions.current).toBe(3);
  expect(read()).toEqual(['a=2@2', 'b=3@3']);
});

test('an old revision is read as it was', () => {
  revisions.put('a', '1');
  revisions.put('a', '2');
  revisions.delete(['a']);
  revisions.put('a', '4');
  expect([1, 2, 3, 4].map((revision) => read(revision))).toEqual([
    ['a=1@1'],
    ['a=2@2'],
    [],
    ['a=4@4'],
  ]);
});

test('keys are deleted together in one revision, and those that are not there are no change', () => {
  revisions.put('a', '1');
  revisions.put('b', '2');
  expect(revisions.delete(['b', 'c', 'a']).map(({ key }) => key)).toEqual(['b', 'a']);
  expect(revisions.current).toBe(3);
  expect(revisions.delete(['a'])).toEqual([]);
  expect(revisions.current).toBe(3);
});

test.each([
  ['an end is not part of a range', ['b', 'd', 0], ['b=2@3', 'c=3@1']],
  ['without an end a range is one key', ['b', '', 0], ['b=2@3']],
  ['a key that is missing is an empty range', ['bb', '', 0], []],
  ['a limit ends a range', ['a', 'z', 2], ['a=4@4', 'b=2@3']],
] as const)('%s', (_name, [key, end, limit], expected) => {
  for (const [name, value] of [
    ['c', '3'],
    ['d', '1'],
    ['b', '2'],
    ['a', '4'],
  ] as const)
    revisions.put(name, value);
  expect(read(0, key, end, limit)).toEqual(expected);
});

test('compaction forgets what was overwritten or deleted, and keeps what can still be read', () => {
  revisions.put('a', '1');
  revisions.put('b', '2');
  revisions.put('a', '3');
  revisions.delete(['b']);
  revisions.put('c', '5');
  revisions.compact(4);
  expect(read(4)).toEqual(['a=3@3']);
  expect(read()).toEqual(['a=3@3', 'c=5@5']);
  expect(() => read(3)).toThrow('revision: expected one from 4 to 5, got 3');
});

test.each([0, 6])('revision %d cannot be compacted after 2 of 5', (revision) => {
  for (let i = 0; i < 5; i++) revisions.put('a', `${i}`);
  revisions.compact(2);
  expect(() => revisions.compact(revision)).toThrow(
    `revision: expected one from 2 to 5, got ${revision}`,
  );
});

test('a revision that has not been is an error', () => {
  expect(() => read(1)).toThrow('revision: expected one from 0 to 0, got 1');
});
