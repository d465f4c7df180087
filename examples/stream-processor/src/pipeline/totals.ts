const names = [
  'events',
  'poisoned',
  'duplicates',
  'outOfOrder',
  'late',
  'gaps',
  'outliers',
  'tumbling',
  'sliding',
  'session',
] as const;

/** What the processor says that it did, counted apart from its metrics. */
export type Totals = Record<(typeof names)[number], number>;

export function noTotals(): Totals {
  return Object.fromEntries(names.map((name) => [name, 0])) as Totals; // one for each name
}
