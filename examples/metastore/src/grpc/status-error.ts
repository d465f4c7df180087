import type { status } from '@grpc/grpc-js';

/** An answer other than OK, as grpc-js takes it from handlers. */
export class StatusError extends Error {
  readonly code: status;

  constructor(code: status, message: string) {
    super(message);
    this.name = 'StatusError';
    this.code = code;
  }
}
