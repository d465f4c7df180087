/** `init()` was called with other options than before. */
export class AlreadyInitializedError extends Error {
  override readonly name = 'AlreadyInitializedError';
  readonly code = 'METERKIT_ALREADY_INITIALIZED';

  constructor(site: string) {
    super(
      `init: expected the options that it was called with at ${site}, got others; ` +
        'call it once, or await shutdown() before',
    );
  }
}
