import type { status } from '@grpc/grpc-js';

/** An answer other than OK, as grpc-js takes it from handlers. */
export function statusError(code: status, message: string): Error {
  return Object.assign(new Error(message), { code });
}
