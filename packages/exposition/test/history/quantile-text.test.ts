import { quantileText } from '../../src/history/quantile-text.js';

test.each([
  [0.0025, [0.005, 0.01, Infinity], '≤ 0.005'],
  [0.005, [0.005, 0.01, Infinity], '≤ 0.005'],
  [0.0075, [0.005, 0.01, Infinity], '0.0075'],
  [-2, [-2, 0, Infinity], '≤ -2'],
  [Number.NaN, [0.005, Infinity], 'NaN'],
  [1, [], '1'],
])('%d of the bounds %p is shown as %s', (value, bounds, text) => {
  expect(quantileText(value, bounds, String)).toBe(text);
});
