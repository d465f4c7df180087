import type { FillStrategy } from '../../src/metrics/partition-metrics.js';
import { fill } from '../../src/windows/fill.js';

const filled = (values: readonly (number | null)[], strategy: FillStrategy) =>
  fill(
    values.map((value, second) => [second * 1000, value]),
    strategy,
  ).map(([, value]) => value);

const GAPS = [null, 10, null, null, 40, null];

test.each<[FillStrategy, readonly number[]]>([
  ['forward_fill', [10, 10, 10, 10, 40, 40]],
  ['backward_fill', [10, 10, 40, 40, 40, 40]],
  ['linear', [10, 10, 20, 30, 40, 40]],
  ['zero', [0, 10, 0, 0, 40, 0]],
  ['mean', [25, 10, 25, 25, 40, 25]],
])('%s', (strategy, expected) => {
  expect(filled(GAPS, strategy)).toEqual(expected);
  expect(filled([null, null], strategy)).toEqual([0, 0]);
  expect(filled([1, 2], strategy)).toEqual([1, 2]);
});

test('a line between two values goes by their times', () => {
  const points = [
    [0, 10],
    [1000, null],
    [4000, 50],
  ] as const;
  expect(fill(points, 'linear')).toEqual([
    [0, 10],
    [1000, 20],
    [4000, 50],
  ]);
});
