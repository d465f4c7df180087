/** How each aggregate is computed, from values in ascending order; NaN where these have none. */
export const aggregates = {
  count: (values) => values.length,
  sum: (values) => sum(values),
  avg: (values) => sum(values) / values.length,
  min: (values) => values[0] ?? Number.NaN,
  max: (values) => values.at(-1) ?? Number.NaN,
  /** The 95th, by nearest rank. */
  percentile: (values) => values[Math.ceil(0.95 * values.length) - 1] ?? Number.NaN,
  /** Of a sample: a single value has none. */
  stddev: (values) => {
    const mean = sum(values) / values.length;
    return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
  },
} as const satisfies Record<string, (values: Float64Array) => number>;

export type AggregateType = keyof typeof aggregates;

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
