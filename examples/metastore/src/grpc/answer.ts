import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  type Metadata,
  type ServerWritableStream,
  status,
} from '@grpc/grpc-js';
import { StatusError } from './status-error.js';

/** Called with what a handler threw that is no {@link StatusError}. */
export type OnPanic = (method: string, error: unknown) => void;

/** Answers with what the handler returns, with the status that it throws, or with INTERNAL when it panics. */
export function answerUnary<Request, Response>(
  handler: (request: Request, metadata: Metadata) => Response | Promise<Response>,
  onPanic: OnPanic,
): handleUnaryCall<Request, Response> {
  return async (call, callback) => {
    try {
      callback(null, await handler(call.request, call.metadata));
    } catch (error) {
      callback(statusOf(error, call.getPath(), onPanic));
    }
  };
}

/** The same for a handler that goes on to send messages by itself. */
export function answerStream<Request, Response>(
  handler: (call: ServerWritableStream<Request, Response>) => void,
  onPanic: OnPanic,
): handleServerStreamingCall<Request, Response> {
  return (call) => {
    try {
      handler(call);
    } catch (error) {
      call.emit('error', statusOf(error, call.getPath(), onPanic));
    }
  };
}

/** The client is not told what went wrong inside. */
function statusOf(error: unknown, method: string, onPanic: OnPanic): StatusError {
  if (error instanceof StatusError) return error;
  onPanic(method, error);
  return new StatusError(status.INTERNAL, 'the server failed');
}
