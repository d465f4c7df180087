import { mean } from 'simple-statistics';
import type { FillStrategy } from '../metrics/partition-metrics.js';
import type { NormalPoint, Point } from './key-state.js';

type Known = readonly NormalPoint[];

/** The values of gaps, by what is known around them. */
const fillers: Readonly<Record<FillStrategy, (known: Known, atMs: number) => number>> = {
  forward_fill: (known, atMs) => before(known, atMs)[1],
  backward_fill: (known, atMs) => after(known, atMs)[1],
  linear: (known, atMs) => {
    const [[fromMs, from], [toMs, to]] = [before(known, atMs), after(known, atMs)];
    return from + ((to - from) * (atMs - fromMs)) / (toMs - fromMs || 1);
  },
  zero: () => 0,
  mean: (known) => mean(known.map(([, value]) => value)),
};

/** Fills the gaps between points that are in order; where there is no value at all they are zero. */
export function fill(points: readonly Point[], strategy: FillStrategy): readonly NormalPoint[] {
  const known = points.filter((point): point is NormalPoint => point[1] !== null);
  const filler = fillers[known.length > 0 ? strategy : 'zero'];
  return points.map(([atMs, value]) => [atMs, value ?? filler(known, atMs)]);
}

/** The last point that is known before a gap; at the start the first one after it. */
function before(known: Known, atMs: number): NormalPoint {
  return known.findLast(([ms]) => ms <= atMs) ?? (known[0] as NormalPoint); // there are some
}

function after(known: Known, atMs: number): NormalPoint {
  return known.find(([ms]) => ms > atMs) ?? (known.at(-1) as NormalPoint); // there are some
}
