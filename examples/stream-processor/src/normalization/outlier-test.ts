import type { MaybeValue } from './fill.js';

/** With fewer values nobody can say what is usual. */
const LEAST_VALUES = 5;
/** Multiples of the standard deviation, which for a normal distribution is 1.4826 times the median deviation. */
const TOLERANCE = 6 * 1.4826;

/** Says of each value whether it lies too far from the median of these, by the median of what they are away from it. */
export function outlierTest(values: readonly MaybeValue[]): (value: MaybeValue) => boolean {
  const known = values.filter((value) => value !== null);
  if (known.length < LEAST_VALUES) return () => false;
  const middle = median(known);
  const deviation = median(known.map((value) => Math.abs(value - middle)));
  if (deviation === 0) return () => false; // more than half are the same: rain on a dry day
  return (value) => value !== null && Math.abs(value - middle) > TOLERANCE * deviation;
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort(); // by number, and twice as fast as an array with a comparison
  return sorted[sorted.length >> 1] as number; // there are values
}
