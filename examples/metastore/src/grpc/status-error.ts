import type { status } from '@grpc/grpc-js';

/** An answer other than OK, as grpc-js takes it from handlers. */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  readonly code: status;

  constructor(code: status, message: string) {
    super(message);
    this.code = code;
  }
}
