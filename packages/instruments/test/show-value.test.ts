import { showValue } from '../src/show-value.js';

describe('a value in a message', () => {
  it.each([
    ['text', 'a "b"\n', '"a \\"b\\"\\n"'],
    ['a number', Number.NaN, 'NaN'],
    ['nothing', undefined, 'undefined'],
    ['a list', [1, 'a', [Number.POSITIVE_INFINITY]], '[1, "a", [Infinity]]'],
    ['a function', () => 'code', 'a function'],
    ['an object', { a: 1 }, 'an object'],
    ['an error', new RangeError('no'), 'RangeError: no'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['long text', 'x'.repeat(100), `"${'x'.repeat(79)}...`],
  ])('is shown: %s', (_, value, shown) => {
    expect(showValue(value)).toBe(shown);
  });
});
