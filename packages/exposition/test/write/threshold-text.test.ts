import fc from 'fast-check';
import { thresholdText } from '../../src/write/threshold-text.js';

describe('thresholdText', () => {
  test.each([
    [0, '0.0'],
    [-0, '0.0'],
    [0.005, '0.005'],
    [0.1, '0.1'],
    [1, '1.0'],
    [10, '10.0'],
    [99_999, '99999.0'],
    [100_000, '100000.0'],
    [123_456.7, '123456.7'],
    [1e6, '1e+06'],
    [1.5e6, '1.5e+06'],
    [1_234_567, '1.234567e+06'],
    [1e10, '1e+10'],
    [1.1e23, '1.1e+23'],
    [1e100, '1e+100'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [0.000025, '2.5e-05'],
    [1e-10, '1e-10'],
    [-1, '-1.0'],
    [-2.5e-7, '-2.5e-07'],
    [Number.POSITIVE_INFINITY, '+Inf'],
  ])('rule 48: %d is %s', (bound, text) => {
    expect(thresholdText(bound)).toBe(text);
  });

  test('rule 48: every bound reads back as itself, with a point or an exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (bound) => {
        expect(Number(thresholdText(bound))).toBe(bound === 0 ? 0 : bound);
        expect(thresholdText(bound)).toMatch(/^-?\d+(?:\.\d+(?:e[+-]\d{2,3})?|e[+-]\d{2,3})$/);
      }),
      { numRuns: 2000 },
    );
  });
});
