import {
  ascendingNumbers,
  boolean,
  choice,
  integer,
  list,
  lists,
  strings,
  text,
} from '../../src/configuration/option-kinds.js';
import { schema } from '../../src/configuration/schema/schema.js';

const description = 'An example.';
const anyName = { description, nameRule: 'a name', acceptsName: () => true };

test.each([
  [0, true],
  [65_535, true],
  [-1, false],
  [65_536, false],
  [80.5, false],
  [Number.NaN, false],
  [Number.POSITIVE_INFINITY, false],
  ['80', false],
  [80n, false],
  [null, false],
])('an integer from 0 to 65535: %p is accepted: %p', (value, accepted) => {
  const port = integer({ description, default: 0, min: 0, max: 65_535 });
  expect(port.accepts(value)).toBe(accepted);
});

test.each([
  ['0', 0],
  ['-5', -5],
  ['+5', 5],
  ['007', 7],
  ['', ''],
  ['5s', '5s'],
  ['1234567890123456', '1234567890123456'],
])('the text %j stands for %p as an integer', (written, meant) => {
  const port = integer({ description, default: 0, min: 0, max: 65_535 });
  expect(port.decode(written)).toBe(meant);
});

test('each kind tells its rule and its type', () => {
  const rows = [
    text({ description }),
    integer({ description, default: 1, min: 1, max: 2 }),
    boolean({ description, default: true }),
    choice({ description, default: 'a', values: ['a', 'b'] }),
    strings({ description, nameRule: 'a name', acceptsName: () => true }),
    list({ description, rule: 'a list', acceptsItem: () => true }),
    lists({ ...anyName, entryRule: 'items', acceptsItem: () => true }),
    ascendingNumbers(anyName),
  ];
  expect(rows.map(({ rule, type }) => [rule, type])).toEqual([
    ['a string that is not empty', 'string'],
    ['an integer from 1 to 2', 'number'],
    ['true or false', 'boolean'],
    ['one of a, b', "'a' | 'b'"],
    ['strings by name', 'Readonly<Record<string, string>>'],
    ['a list', 'readonly string[]'],
    ['lists by name', 'Readonly<Record<string, readonly string[]>>'],
    ['lists of numbers by name', 'Readonly<Record<string, readonly number[]>>'],
  ]);
});

test.each([
  ['localhost', true],
  ['my-host.example', true],
  ['0.0.0.0', true],
  ['::', true],
  ['fe80::1%eth0', true],
  ['localhost:9464', false],
  ['[::1]', false],
  ['http://localhost', false],
  ['-host', false],
  ['', false],
])('the host %j is accepted: %p', (host, accepted) => {
  expect(schema.scrape.host.accepts(host)).toBe(accepted);
});

test.each([
  ['/', true],
  ['/metrics', true],
  ['/a/b.c_d~%20', true],
  ['metrics', false],
  ['//metrics', false],
  ['/metrics?x', false],
  ['/metrics#x', false],
  ['/met rics', false],
  ['/métriques', false],
  ['/metrics\n', false],
])('the path %j is accepted: %p', (path, accepted) => {
  expect(schema.scrape.metricsPath.accepts(path)).toBe(accepted);
});

test.each([
  ['zone', true],
  ['_zone1', true],
  ['less', true],
  ['LE', true],
  ['le', false],
  ['__name__', false],
  ['1zone', false],
  ['my-zone', false],
  ['', false],
])('the constant label %j is accepted: %p', (name, accepted) => {
  expect(schema.page.constantLabels.acceptsName(name)).toBe(accepted);
});

test.each([
  ['a,b', ['a', 'b']],
  [' a , ,b*', ['a', 'b*']],
])('the text %j stands for a list', (written, meant) => {
  expect(list({ description, rule: 'a list', acceptsItem: () => true }).decode(written)).toEqual(
    meant,
  );
});

test.each([
  ['a=1 2.5 1e3,b.*= -1  4 ', { a: [1, 2.5, 1000], 'b.*': [-1, 4] }],
  ['a=1 x', { a: [1, 'x'] }],
  ['a', 'a'],
])('the text %j stands for lists of numbers by name', (written, meant) => {
  expect(ascendingNumbers(anyName).decode(written)).toEqual(meant);
});

test.each([
  [[1, 2.5], true],
  [[0.1], true],
  [[2, 1], false],
  [[1, 1], false],
  [[], false],
  [[1, Number.POSITIVE_INFINITY], false],
  [['1'], false],
  [1, false],
])('the numbers %j are accepted: %p', (value, accepted) => {
  expect(ascendingNumbers(anyName).acceptsEntry(value)).toBe(accepted);
});

test.each([
  ['orders.placed', true],
  ['orders.*', true],
  ['*', true],
  ['orders placed', false],
  ['', false],
])('the pattern %j is accepted: %p', (pattern, accepted) => {
  expect(schema.page.include.accepts([pattern])).toBe(accepted);
  expect(schema.instruments.bounds.acceptsName(pattern)).toBe(accepted);
});
