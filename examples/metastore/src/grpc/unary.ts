import type { handleUnaryCall, Metadata } from '@grpc/grpc-js';

/** A handler that answers with what a function returns. What that throws is answered by `instrumentServer`. */
export function unary<Request, Response>(
  answer: (request: Request, metadata: Metadata) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return async ({ request, metadata }, callback) => callback(null, await answer(request, metadata));
}
