/** The names of the gRPC status codes, at their numbers (gRPC, Status codes and their use). */
export const grpcStatuses = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

export type GrpcStatus = (typeof grpcStatuses)[number];

/** The name of a status code; `UNKNOWN` for what is none, as gRPC itself reads it. */
export function grpcStatusName(code: number): GrpcStatus {
  return grpcStatuses[code] ?? 'UNKNOWN';
}
