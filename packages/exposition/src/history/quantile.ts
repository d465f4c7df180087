/**
 * A quantile of what a histogram counted, from counts that are each bucket's own, as Prometheus estimates it: evenly spread
 * within a bucket, and the highest finite bound for what is above. NaN when nothing was counted.
 */
export function quantile(q: number, bounds: readonly number[], counts: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < bounds.length; i++) total += counts[i] ?? 0;
  if (!(total > 0)) return Number.NaN;
  const rank = q * total;
  let below = 0;
  for (const [i, upper] of bounds.entries()) {
    const count = counts[i] ?? 0;
    if (count > 0 && below + count >= rank) {
      const lower = bounds[i - 1] ?? Math.min(0, upper);
      if (upper === Infinity) return bounds[i - 1] ?? Number.NaN;
      return lower + ((upper - lower) * Math.max(0, rank - below)) / count;
    }
    below += count;
  }
  return bounds.findLast(Number.isFinite) ?? Number.NaN;
}
