import { displayValue } from '../../src/configuration/display-value.js';

test.each([
  ['a "b"\n', '"a \\"b\\"\\n"'],
  ['x'.repeat(101), `"${'x'.repeat(100)}…"`],
  [9464, '9464'],
  [Number.NaN, 'NaN'],
  [10n, '10'],
  [Symbol('s'), 'Symbol(s)'],
  [true, 'true'],
  [null, 'null'],
  [undefined, '(unset)'],
  [[1, 'a'], '[1, "a"]'],
  [[], '[]'],
  [[{}], 'a list'],
  [Array(21).fill(1), 'a list'],
  [{ secret: 1 }, 'an object'],
  [() => 1, 'a function'],
])('%p is shown as %s', (value, shown) => {
  expect(displayValue(value)).toBe(shown);
});

test('a secret is hidden, its absence is not', () => {
  expect(displayValue('hunter2', { secret: true })).toBe('(hidden)');
  expect(displayValue(undefined, { secret: true })).toBe('(unset)');
});
