import type {
  handleUnaryCall,
  ServerDuplexStream,
  ServerErrorResponse,
  sendUnaryData,
  UntypedHandleCall,
} from '@grpc/grpc-js';

/** Called with what a handler threw that is no status. */
export type HearPanic = (error: unknown) => void;

type StreamCall = ServerDuplexStream<unknown, unknown>;

const INTERNAL = 13;
/** What code throws that was reading or writing when its client went. */
const aftermaths = new Set<unknown>([
  'ABORT_ERR',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_UNABLE_TO_PIPE',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/**
 * A handler whose throw, or whose promise's rejection, is an answer: a status if its `code` is one (1 to 16), else INTERNAL,
 * of which the client is told no more. grpc-js itself answers UNKNOWN to the former and lets the latter end the process.
 */
export function guardHandler(
  handler: UntypedHandleCall,
  type: string,
  hearPanic: HearPanic,
): UntypedHandleCall {
  return type === 'unary' || type === 'clientStream'
    ? guardSingleAnswer(handler as AnsweringOnce, hearPanic) // of these types by what they are registered as
    : guardStream(handler as (call: StreamCall) => void, hearPanic);
}

type AnsweringOnce = handleUnaryCall<unknown, unknown>;

function guardSingleAnswer(handler: AnsweringOnce, hearPanic: HearPanic): AnsweringOnce {
  return (call, callback) => {
    let isAnswered = false;
    const answer: sendUnaryData<unknown> = (...response) => {
      isAnswered = true;
      callback(...response);
    };
    runGuarded(
      () => handler(call, answer),
      (error) => {
        if (isAftermath(call, error)) return;
        const status = statusOf(error, hearPanic);
        if (!isAnswered) callback(status);
      },
    );
  };
}

function guardStream(handler: (call: StreamCall) => void, hearPanic: HearPanic) {
  return (call: StreamCall) =>
    runGuarded(
      () => handler(call),
      (error) => {
        if (isAftermath(call, error)) return;
        const status = statusOf(error, hearPanic);
        if (!call.cancelled && !call.writableEnded) call.emit('error', status); // as grpc-js takes a status from a stream
      },
    );
}

function runGuarded(run: () => unknown, failed: (error: unknown) => void): void {
  try {
    const result = run();
    if (isThenable(result)) result.then(undefined, failed);
  } catch (error) {
    failed(error);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function'; // asked of anything
}

function isAftermath(call: { readonly cancelled: boolean }, error: unknown): boolean {
  if (!call.cancelled) return false;
  const { code, name } = asked(error);
  return name === 'AbortError' || aftermaths.has(code);
}

function statusOf(error: unknown, hearPanic: HearPanic): ServerErrorResponse {
  const { code } = asked(error);
  if (Number.isInteger(code) && Number(code) >= 1 && Number(code) <= 16)
    return error as ServerErrorResponse; // grpc-js reads its code, details or message, and metadata
  hearPanic(error);
  return Object.assign(new Error('the server failed'), { code: INTERNAL });
}

/** Anything may be thrown, and asking may throw too. */
function asked(error: unknown): { readonly code?: unknown; readonly name?: unknown } {
  try {
    const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown }; // asked of anything
    return { code, name };
  } catch {
    return {};
  }
}
