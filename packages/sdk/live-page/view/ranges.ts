/** The shortest time that a plot shows. */
const SHORTEST_MS = 60_000;

export type Range = readonly [from: number, to: number];

/** From the first reading to the last, a minute at least. */
export function timeRange(firstMs: number, lastMs: number): Range {
  return [Math.min(firstMs, lastMs - SHORTEST_MS), lastMs];
}

/** From zero, if the values allow it, with some room. */
export function valueRange(min: number | null, max: number | null): Range {
  const low = Math.min(0, min ?? 0);
  const high = Math.max(0, max ?? 0);
  if (low === high) return [0, 1];
  const room = (high - low) * 0.08;
  return [low < 0 ? low - room : 0, high > 0 ? high + room : 0];
}
