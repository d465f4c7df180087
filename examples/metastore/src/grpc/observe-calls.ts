import type { Socket } from 'node:net';
import {
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
  status,
} from '@grpc/grpc-js';
import { type GrpcStatus, grpcStatusName, type RpcServerMetrics } from '@meterkit/meters/rpc';

/** All that the server tells its metrics. */
export interface CallObserver {
  /** The first of the server's interceptors, so that they measure whatever is behind them. */
  readonly interceptors: readonly ServerInterceptor[];
  readonly connected: (socket: Socket) => void;
  readonly panicked: (method: string) => void;
  readonly rateLimited: (method: string) => void;
}

/** For a server without metrics. */
export const unobserved: CallObserver = {
  interceptors: [],
  connected: () => {},
  panicked: () => {},
  rateLimited: () => {},
};

export interface ObserveCallsOptions {
  /** Of the server; each is on the page from the start. */
  readonly methods: readonly string[];
  /** A unary call that takes longer is logged. A stream lasts as long as its client likes. */
  readonly slowMs: number;
  readonly log: (line: string) => void;
}

export function observeCalls(
  metrics: RpcServerMetrics,
  options: ObserveCallsOptions,
): CallObserver {
  const { methods, slowMs, log } = options;
  metrics.registerMethods(methods);

  const intercept: ServerInterceptor = ({ path: method, responseStream }, call) => {
    const request = metrics.startRequest({ method });
    const end = (code: GrpcStatus) => {
      const durationMs = request.end(code) * 1000;
      if (durationMs > slowMs && !responseStream) log(slowLine(method, code, durationMs));
    };
    return interceptEnd(call, once(end));
  };
  return {
    interceptors: [intercept],
    connected: (socket) => {
      const connection = metrics.startConnection();
      socket.once('close', () => connection.stop());
    },
    panicked: (method) => metrics.recordPanicked({ method }),
    rateLimited: (method) => metrics.recordRateLimited({ method }),
  };
}

function slowLine(method: string, code: GrpcStatus, durationMs: number): string {
  return `slow: ${method} ${code} ${durationMs.toFixed(0)} ms`;
}

/**
 * Calls `end` when the call ends: with the status that is sent, or when grpc-js says that the call is over without one. It
 * says so after each call, too, therefore `end` must ignore all but the first.
 */
function interceptEnd(
  call: ServerInterceptingCallInterface,
  end: (code: GrpcStatus) => void,
): ServerInterceptingCall {
  return new ServerInterceptingCall(call, {
    start: (next) => {
      let isStarted = false;
      next({
        onReceiveMetadata: (metadata, pass) => {
          isStarted = true;
          pass(metadata);
        },
        onCancel: () => end(cancelled(call)),
      });
      if (!isStarted) end('CANCELLED'); // its client was gone before it began; nothing more is heard of it
    },
    sendStatus: (sent, next) => {
      end(grpcStatusName(sent.code));
      next(sent);
    },
  });
}

/** grpc-js ends a call at its deadline without asking an interceptor. */
function cancelled(call: ServerInterceptingCallInterface): GrpcStatus {
  const isLate = Number(call.getDeadline()) <= Date.now();
  return grpcStatusName(isLate ? status.DEADLINE_EXCEEDED : status.CANCELLED);
}

function once<T>(fn: (argument: T) => void): (argument: T) => void {
  let called = false;
  return (argument) => {
    if (!called) fn(argument);
    called = true;
  };
}
