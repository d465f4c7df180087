import type { FillStrategy } from '../../src/metrics/partition-metrics.js';
import { fill } from '../../src/windows/fill.js';

const GAPS = [null, 10, null, null, 40, null];

test.each<[FillStrategy, readonly number[]]>([
  ['forward_fill', [10, 10, 10, 10, 40, 40]],
  ['backward_fill', [10, 10, 40, 40, 40, 40]],
  ['linear', [10, 10, 20, 30, 40, 40]],
  ['zero', [0, 10, 0, 0, 40, 0]],
  ['mean', [25, 10, 25, 25, 40, 25]],
])('%s', (strategy, expected) => {
  expect(fill(GAPS, strategy)).toEqual(expected);
  expect(fill([null, null], strategy)).toEqual([0, 0]);
  expect(fill([1, 2], strategy)).toEqual([1, 2]);
});
