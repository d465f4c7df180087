/** Knows the ids that it saw last, and forgets the oldest when there are too many. */
export function createDeduplicator(capacity: number, onForgotten: () => void) {
  const seen = new Set<string>();
  /** The same in the order in which they came, as a ring: a Set finds its oldest in 20 µs when many were deleted. */
  const ring: string[] = [];
  let oldest = 0;

  /** False for an id that is known already. */
  function learn(id: string): boolean {
    if (seen.has(id)) return false;
    const forgotten = ring[oldest];
    if (forgotten !== undefined && seen.delete(forgotten)) onForgotten();
    seen.add(id);
    ring[oldest] = id;
    oldest = (oldest + 1) % capacity;
    return true;
  }

  return { learn, size: () => seen.size };
}
