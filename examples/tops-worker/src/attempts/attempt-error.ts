import type { AttemptErrorKind } from '@meterkit/meters/worker';

/** What ended an attempt. */
export class AttemptError extends Error {
  override readonly name = 'AttemptError';
  readonly kind: AttemptErrorKind;

  constructor(kind: AttemptErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
