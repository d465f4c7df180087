import { mean } from 'simple-statistics';
import type { FillStrategy } from '../metrics/partition-metrics.js';

interface Known {
  readonly index: number;
  readonly value: number;
}

/** What is known around a gap. At an end `before` and `after` are the same. */
interface Gap {
  readonly index: number;
  readonly before: Known;
  readonly after: Known;
  readonly known: readonly Known[];
}

const fillers: Readonly<Record<FillStrategy, (gap: Gap) => number>> = {
  forward_fill: ({ before }) => before.value,
  backward_fill: ({ after }) => after.value,
  linear: ({ index, before, after }) => {
    const share = (index - before.index) / (after.index - before.index || 1);
    return before.value + share * (after.value - before.value);
  },
  zero: () => 0,
  mean: ({ known }) => mean(known.map(({ value }) => value)),
};

/** Fills the gaps between values; where there is no value at all they are zero. */
export function fill(values: readonly (number | null)[], strategy: FillStrategy): number[] {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ index, value }]));
  return values.map((value, index) => {
    if (value !== null) return value;
    const before = known.findLast((one) => one.index < index);
    const after = known.find((one) => one.index > index) ?? before;
    return after ? fillers[strategy]({ index, before: before ?? after, after, known }) : 0;
  });
}
