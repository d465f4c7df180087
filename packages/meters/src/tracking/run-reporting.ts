/** How a run ended. */
export type Ending =
  | { readonly failed: false }
  | { readonly failed: true; readonly error: unknown };

/**
 * Runs `fn` and tells its ending exactly once: at its return, its throw, or when its promise settles. Result and error are
 * those of `fn`; the same error, not a copy. `ended` must not throw.
 */
export function runReporting<R>(fn: () => R, ended: (ending: Ending) => void): R {
  let running = true;
  const end = (ending: Ending) => {
    if (running) ended(ending);
    running = false;
  };
  try {
    const result = fn();
    if (isThenable(result)) return reporting(result, end) as R; // a promise of what the promise in R resolves to
    end({ failed: false });
    return result;
  } catch (error) {
    end({ failed: true, error });
    throw error;
  }
}

function reporting<T>(promise: PromiseLike<T>, end: (ending: Ending) => void): PromiseLike<T> {
  return promise.then(
    (value) => {
      end({ failed: false });
      return value;
    },
    (error: unknown) => {
      end({ failed: true, error });
      throw error;
    },
  );
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function'; // asked of anything
}
