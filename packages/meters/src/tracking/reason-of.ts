import { errorType } from '@meterkit/instruments';

const UNKNOWN = 'unknown';

/**
 * What a failure is counted under: what `classify` says, else its {@link errorType}. `unknown` for no text, and when asking
 * throws. Never throws.
 */
export function reasonOf(error: unknown, classify: (error: unknown) => string = errorType): string {
  try {
    const reason = classify(error);
    return typeof reason === 'string' && reason !== '' ? reason : UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}
