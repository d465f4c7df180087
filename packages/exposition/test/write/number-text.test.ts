import fc from 'fast-check';
import { NUMBER_LENGTH, writeNumber } from '../../src/write/number-text.js';

function numberText(value: number): string {
  const bytes = new Uint8Array(NUMBER_LENGTH + 3);
  const end = writeNumber(bytes, 3, value);
  return Buffer.from(bytes.subarray(3, end)).toString();
}

describe('writeNumber', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [7, '7'],
    [10, '10'],
    [99, '99'],
    [100, '100'],
    [1_000_000, '1000000'],
    [2 ** 31 - 1, '2147483647'],
    [2 ** 31, '2147483648'],
    [10_000_000_007, '10000000007'],
    [2 ** 53, '9007199254740992'],
    [2 ** 63, '9223372036854775808'],
    [1e20, '100000000000000000000'],
    [123_456_789_012_345_680_000, '123456789012345683968'],
    [-42, '-42'],
    [-(2 ** 31), '-2147483648'],
    [-(2 ** 60), '-1152921504606846976'],
  ])('rule 33: the integer %d is %s, without a point', (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  test.each([
    [0.1, '0.1'],
    [12.5, '12.5'],
    [1.000001, '1.000001'],
    [0.000001, '0.000001'],
    [1e-7, '1e-7'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e21, '1e+21'],
    [1_520_879_607.789, '1520879607.789'],
    [Number.MAX_VALUE, '1.7976931348623157e+308'],
    [Number.MIN_VALUE, '5e-324'],
    [-2.2250738585072014e-308, '-2.2250738585072014e-308'],
    [-0.25, '-0.25'],
  ])('the double %d is %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  test.each([
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '+Inf'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
  ])('rule 33: %d is %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  test('every double reads back as itself and fits', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (value) => {
        const text = numberText(value);
        expect(Number(text)).toBe(value === 0 ? 0 : value);
        expect(text.length).toBeLessThanOrEqual(NUMBER_LENGTH);
      }),
      { numRuns: 2000 },
    );
  });

  test('the text of a double is the shortest', () => {
    const decimal = fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(decimal, ([digits, places]) => {
        const value = digits / 10 ** places;
        expect(numberText(value)).toBe(value === 0 ? '0' : String(value));
      }),
      { numRuns: 2000 },
    );
  });

  test('every integer up to 1e21 is exact', () => {
    const integer = fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 16 }));
    fc.assert(
      fc.property(integer, ([digits, shift]) => {
        const value = digits * 2 ** shift;
        expect(numberText(value)).toBe(BigInt(value).toString());
      }),
      { numRuns: 2000 },
    );
  });
});
