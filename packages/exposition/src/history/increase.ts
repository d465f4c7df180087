/**
 * By how much a counter rose between two readings, never below zero: one that fell was reset, and has risen since from zero.
 * NaN when there was no reading before.
 */
export function increase(before: number | undefined, now: number): number {
  if (before === undefined) return Number.NaN;
  return now < before ? now : now - before;
}
