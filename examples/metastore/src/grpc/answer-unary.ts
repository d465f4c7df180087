import type { handleUnaryCall, Metadata } from '@grpc/grpc-js';

/** Answers with what the handler returns. What it throws is answered by `instrumentServer`. */
export function answerUnary<Request, Response>(
  handler: (request: Request, metadata: Metadata) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return async (call, callback) => callback(null, await handler(call.request, call.metadata));
}
