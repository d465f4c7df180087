/** How a run ended. */
export type Ending<R = unknown> =
  | { readonly failed: false; readonly result: R; readonly error: undefined }
  | { readonly failed: true; readonly result: undefined; readonly error: unknown };

/**
 * Runs `fn` and calls `end` exactly once when it is over: at its return, its throw, or when its promise settles. Result and
 * error are those of `fn`; a thenable becomes a promise, also when nobody asks for the end. `end` must not throw.
 */
export function runEnding<R>(fn: () => R, end?: (ending: Ending) => void): R {
  let result: R;
  try {
    result = fn();
  } catch (error) {
    end?.({ failed: true, result: undefined, error });
    throw error;
  }
  if (isThenable(result)) {
    const promise = Promise.resolve(result);
    return (end === undefined ? promise : reporting(promise, end)) as R; // a promise of what the one in R resolves to
  }
  end?.({ failed: false, result, error: undefined });
  return result;
}

function reporting<T>(promise: Promise<T>, end: (ending: Ending) => void): Promise<T> {
  return promise.then(
    (result) => {
      end({ failed: false, result, error: undefined });
      return result;
    },
    (error: unknown) => {
      end({ failed: true, result: undefined, error });
      throw error;
    },
  );
}

function isThenable(value: unknown): boolean {
  try {
    return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function'; // asked of anything
  } catch {
    return false;
  }
}
