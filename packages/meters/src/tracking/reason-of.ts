import { types } from 'node:util';

const UNKNOWN = 'unknown';

/**
 * What a failure is counted under: what `classify` says, else the name of the error, or of its class where the name is
 * only `Error`. `unknown` for what is no error, for no text, and when asking throws. Never throws.
 */
export function reasonOf(error: unknown, classify: (error: unknown) => string = nameOf): string {
  try {
    const reason = classify(error);
    return typeof reason === 'string' && reason !== '' ? reason : UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

function nameOf(error: unknown): string {
  // Errors of Node's own modules are not `instanceof Error` in a context of another realm, such as a test runner's.
  if (!(error instanceof Error || types.isNativeError(error))) return UNKNOWN;
  return error.name === 'Error' ? error.constructor.name : error.name;
}
