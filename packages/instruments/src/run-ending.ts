/** Runs `fn` and calls `end` exactly once when it is over: at its return, its throw, or when its promise settles. */
export function runEnding<R>(fn: () => R, end: () => void): R {
  let result: R;
  try {
    result = fn();
  } catch (error) {
    end();
    throw error;
  }
  if (!isThenable(result)) {
    end();
    return result;
  }
  const ended = result.then(
    (value) => {
      end();
      return value;
    },
    (error: unknown) => {
      end();
      throw error;
    },
  );
  return ended as R; // a promise of what the promise in R resolves to
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function'; // asked of anything
}
