/**
 * Runs `fn` and calls `end` exactly once when it is over: at its return, its throw, or when its promise settles. Result and
 * error are those of `fn`; a thenable becomes a promise. `end` must not throw.
 */
export function runEnding<R>(fn: () => R, end: () => void): R {
  let result: R;
  try {
    result = fn();
  } catch (error) {
    end();
    throw error;
  }
  if (isThenable(result)) return Promise.resolve(result).finally(end) as R; // a promise of what the one in R resolves to
  end();
  return result;
}

function isThenable(value: unknown): boolean {
  try {
    return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function'; // asked of anything
  } catch {
    return false;
  }
}
