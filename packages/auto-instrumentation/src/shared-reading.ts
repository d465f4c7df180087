/**
 * `read`, called once for all who ask in the same turn: the observable instruments of one collection ask one after another,
 * and what they show belongs together.
 */
export function sharedReading<T extends object>(read: () => T): () => T {
  let last: T | undefined;
  return () => {
    if (last !== undefined) return last;
    last = read();
    queueMicrotask(() => {
      last = undefined;
    });
    return last;
  };
}
