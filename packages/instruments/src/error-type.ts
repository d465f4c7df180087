import { types } from 'node:util';

const UNKNOWN = 'unknown';

/**
 * A label value for what was thrown: the name of the error, or of its class where the name is only `Error`. `unknown` for
 * what is no error, for a name that is no text, and when asking throws. Never throws.
 */
export function errorType(error: unknown): string {
  try {
    // Errors of Node's own modules are not `instanceof Error` in a context of another realm, such as a test runner's.
    if (!(error instanceof Error || types.isNativeError(error))) return UNKNOWN;
    const name: unknown = error.name === 'Error' ? error.constructor.name : error.name;
    return typeof name === 'string' && name !== '' ? name : UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}
