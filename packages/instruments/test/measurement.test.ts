import { valueProblem } from '../src/measurement.js';

describe('a value', () => {
  it.each([0, -0, 0.1, 5e-324, 2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, Number.MAX_VALUE])(
    '%p is recorded',
    (value) => {
      expect(valueProblem(value, 0)).toBeUndefined();
    },
  );

  it.each([-1, -5e-324, -Number.MAX_VALUE])('%p is negative, where that is a problem', (value) => {
    expect([valueProblem(value, 0), valueProblem(value, -Number.MAX_VALUE)]).toEqual([
      'negative',
      undefined,
    ]);
  });

  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    '5',
    5n,
    null,
    undefined,
    true,
    {},
    [5],
    Symbol('s'),
    new Number(5),
  ])('%p is not finite', (value) => {
    expect([valueProblem(value, 0), valueProblem(value, -Number.MAX_VALUE)]).toEqual([
      'not_finite',
      'not_finite',
    ]);
  });
});
