export type FillStrategy = 'forward_fill' | 'backward_fill' | 'linear' | 'zero' | 'mean';

/** A reading, and null where there is none. */
export type MaybeValue = number | null;

/** What kind of sensor is filled how; the kind is the first word of its name. */
const strategies = new Map<string, FillStrategy>([
  ['pressure', 'forward_fill'],
  ['wind', 'backward_fill'],
  ['temperature', 'linear'],
  ['rain', 'zero'],
  ['humidity', 'mean'],
]);

export function strategyFor(key: string): FillStrategy {
  return strategies.get(key.split('-', 1)[0] ?? '') ?? 'forward_fill';
}

/**
 * Fills the gaps between values. A gap at an end has a neighbour on one side only, and takes its value; where there is no
 * value at all the gaps are zero.
 */
export function fill(values: readonly MaybeValue[], strategy: FillStrategy): readonly number[] {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || strategy === 'zero') return values.map((value) => value ?? 0);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return values.map((value, i) => {
    if (value !== null) return value;
    if (strategy === 'mean') return mean;
    return between(neighbour(values, i, -1), neighbour(values, i, 1), strategy, i);
  });
}

interface Neighbour {
  readonly index: number;
  readonly value: number;
}

function neighbour(
  values: readonly MaybeValue[],
  from: number,
  step: number,
): Neighbour | undefined {
  for (let index = from + step; index >= 0 && index < values.length; index += step) {
    const value = values[index];
    if (typeof value === 'number') return { index, value };
  }
  return undefined;
}

function between(
  before: Neighbour | undefined,
  after: Neighbour | undefined,
  strategy: FillStrategy,
  index: number,
): number {
  if (before === undefined || after === undefined) return (before ?? after)?.value ?? 0;
  if (strategy === 'forward_fill') return before.value;
  if (strategy === 'backward_fill') return after.value;
  const share = (index - before.index) / (after.index - before.index);
  return before.value + share * (after.value - before.value);
}
