import type { SeriesHistory } from './series-history.js';

/** The few series that were largest lately, the largest first; equal ones in the order of the page. */
export function topSeries<S extends SeriesHistory>(
  series: readonly S[],
  limit: number,
): readonly S[] {
  return series.toSorted((a, b) => b.weight - a.weight).slice(0, limit);
}
