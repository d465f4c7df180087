/** What the processor says that it did, counted apart from its metrics. */
export type Totals = ReturnType<typeof noTotals>;

export function noTotals() {
  const events = { events: 0, poisoned: 0, duplicates: 0, outOfOrder: 0, late: 0 };
  return { ...events, gaps: 0, outliers: 0, tumbling: 0, sliding: 0, session: 0 };
}
