import type { LogLimiter } from '../log-limiter.js';

/** The JSON that the application makes of the facts; our own where it makes none, or its function fails. */
export function jsonOf<F>(
  facts: F,
  own: object,
  { make, log }: { readonly make: ((facts: F) => object) | undefined; readonly log: LogLimiter },
): string {
  try {
    const made = make?.(facts);
    if (made !== null && typeof made === 'object') return JSON.stringify(made);
  } catch (error) {
    log.warn('json', () => `health: a function that makes its JSON failed: ${error}`);
  }
  return JSON.stringify(own);
}
