import { parseReal } from './read-number.js';

/** The bound that a label `le` states: finite or `+Inf`, and undefined for every other text. */
export function parseThreshold(le: string | undefined): number | undefined {
  if (le === '+Inf') return Number.POSITIVE_INFINITY;
  const bound = le === undefined ? undefined : parseReal(le);
  return bound !== undefined && Number.isFinite(bound) ? bound : undefined;
}
