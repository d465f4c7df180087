import { describeSampling, isShareOfTimers } from '../src/sample-timers.js';

test.each([1, 1 / 2, 1 / 3, 1 / 64, 1 / 49, 0.01, 1e-6])('%p of timers is one in n', (share) => {
  expect(isShareOfTimers(share)).toBe(true);
});

test.each([0, -1, 64, 0.3, 1.5, 0.9999, 1e-7, Number.NaN, Number.POSITIVE_INFINITY, '0.5', null])(
  '%p is no share of timers',
  (share) => {
    expect(isShareOfTimers(share)).toBe(false);
  },
);

test.each<[string, string, number | undefined, string]>([
  [
    'says which share it is of',
    'Time to parse.',
    1 / 64,
    'Time to parse. One timer in 64 is measured.',
  ],
  ['says nothing where all are measured', 'Time to parse.', 1, 'Time to parse.'],
  ['says nothing where nothing was declared', 'Time to parse.', undefined, 'Time to parse.'],
  ['says nothing of a wrong share', 'Time to parse.', 7, 'Time to parse.'],
  ['stays empty', '', 1 / 64, ''],
])('a description %s', (_, description, share, expected) => {
  expect(describeSampling(description, share)).toBe(expected);
});
