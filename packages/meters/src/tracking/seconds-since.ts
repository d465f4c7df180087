/** Seconds since a reading of `performance.now()`. */
export function secondsSince(startMs: number): number {
  return Math.max(0, performance.now() - startMs) / 1000; // a replaced clock may run backwards
}
