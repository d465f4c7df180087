/** What the processor says that it did, counted apart from its metrics. */
export interface Totals {
  events: number;
  poisoned: number;
  duplicates: number;
  outOfOrder: number;
  late: number;
  gaps: number;
  outliers: number;
  tumbling: number;
  sliding: number;
  session: number;
}

export function noTotals(): Totals {
  return {
    events: 0,
    poisoned: 0,
    duplicates: 0,
    outOfOrder: 0,
    late: 0,
    gaps: 0,
    outliers: 0,
    tumbling: 0,
    sliding: 0,
    session: 0,
  };
}

export function sumOf(all: readonly Totals[]): Totals {
  const sum = noTotals();
  for (const totals of all)
    for (const name of Object.keys(sum) as (keyof Totals)[]) sum[name] += totals[name]; // its own keys
  return sum;
}
