import { labelText } from '../../src/opentelemetry/label-text.js';

const circular: Record<string, unknown> = {};
circular.self = circular;

test.each([
  ['a string', 'x"y\n', 'x"y\n'],
  ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
  ['an integer', 200, '200'],
  ['a fraction', 0.5, '0.5'],
  ['NaN', Number.NaN, 'NaN'],
  ['an infinity', Number.NEGATIVE_INFINITY, '-Infinity'],
  ['a bigint', 10n ** 20n, '100000000000000000000'],
  ['true', true, 'true'],
  ['an array', [1, 'a"b', null], '[1,"a\\"b",null]'],
  ['an object', { a: { b: 1 } }, '{"a":{"b":1}}'],
  ['null', null, ''],
  ['undefined', undefined, ''],
  ['a function', () => 1, ''],
  ['a symbol', Symbol('s'), ''],
  ['a circle', circular, ''],
  ['an array of bigints', [1n], ''],
  [
    'what throws',
    {
      toJSON: () => {
        throw new Error('no');
      },
    },
    '',
  ],
])('shows %s', (_, value, text) => {
  expect(labelText(value)).toBe(text);
});
