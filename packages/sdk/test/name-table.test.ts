import { NameTable, nameList } from '../src/name-table.js';

test.each([
  ['orders.placed', 'exact'],
  ['orders.checkout.duration', 'orders.checkout.*'],
  ['orders.lost', 'orders.*'],
  ['jobs.lost', '*.lost'],
  ['jobs.done', undefined],
])('of %s the name itself decides, else the longest pattern', (name, decided) => {
  const table = new NameTable({
    '*.lost': '*.lost',
    'orders.*': 'orders.*',
    'orders.placed': 'exact',
    'orders.checkout.*': 'orders.checkout.*',
  });
  expect(table.of(name)).toBe(decided);
});

test.each([
  ['a.b', 'a.b', true],
  ['a.b', 'axb', false],
  ['a*', 'a', true],
  ['a*', 'ba', false],
  ['*b', 'a.b', true],
  ['a*c*e', 'abcde', true],
  ['a*c*e', 'ace', true],
  ['a*c*e', 'aec', false],
  ['a-b/c+*', 'a-b/c+d', true],
  ['*', '', true],
])('the pattern %s and the name %s: %p', (pattern, name, matches) => {
  expect(nameList([pattern])(name)).toBe(matches);
});
