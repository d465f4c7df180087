import type { ServerHttp2Session } from 'node:http2';
import { inspect } from 'node:util';
import type { Server, ServerInterceptingCall, ServerInterceptor } from '@grpc/grpc-js';
import { type RpcMessageMetrics, RpcServerMetrics } from '@meterkit/meters/rpc';
import type { RecorderContext, StopRecording } from '../recorder.js';
import { guardServices } from './guard-services.js';
import { type CallRecorder, type EndedServerCall, observeCall } from './observe-call.js';
import { type ServerInternals, serverInternals } from './server-internals.js';
import { watchHttp2Servers } from './watch-http2-servers.js';

export interface GrpcServerOptions extends Pick<RecorderContext, 'warn'> {
  /** Default: those of the process's store. */
  readonly metrics?: RpcServerMetrics;
  /** Counts the messages of calls too. Default: they are not counted. */
  readonly messageMetrics?: RpcMessageMetrics;
  /** Hears of each call at its end, such as to log those that took long. */
  readonly onCallEnded?: (call: EndedServerCall) => void;
  /** Hears what a handler threw that is no status. Default: it is written to stderr. */
  readonly onPanic?: (method: string, error: unknown) => void;
}

/** The method of calls that the server does not implement. */
const UNKNOWN_METHOD = '_OTHER';
/** Its value is the function that stops. A registered symbol: the package may be there twice, for ESM and CommonJS. */
const instrumented = Symbol.for('meterkit.grpc.server');

/**
 * Records the calls and connections of a server. The recorder is the first in the chain of interceptors, whatever the server
 * was made with; services may be added before or after. Best before the server listens: connections that are open already
 * are not counted.
 *
 * A handler that throws, or whose promise rejects, is answered: with the status of the error if its `code` is one, else with
 * INTERNAL, and counted as a panic.
 *
 * After the returned function was called nothing more is recorded but the ends of calls and connections under way.
 */
export function instrumentServer(server: Server, options: GrpcServerOptions = {}): StopRecording {
  const marked = server as Server & { [instrumented]?: StopRecording }; // written below, and nowhere else
  const already = marked[instrumented];
  if (already) return already;
  const { warn = (message) => process.emitWarning(message) } = options;
  const internals = serverInternals(server);
  if (internals === undefined) {
    warn(
      'gRPC server: expected a Server of @grpc/grpc-js 1.10 to 1.14, got another; it is not measured',
    );
    return () => {};
  }
  const stop = record(server, internals, { ...options, warn });
  marked[instrumented] = () => {
    stop();
    delete marked[instrumented];
  };
  return marked[instrumented];
}

type Warn = NonNullable<GrpcServerOptions['warn']>;
type Options = GrpcServerOptions & { readonly warn: Warn };

function record(server: Server, internals: ServerInternals, options: Options): StopRecording {
  const { messageMetrics, metrics = new RpcServerMetrics(), onPanic = printPanic, warn } = options;
  const hearPanic = harmless(onPanic, 'onPanic', warn);
  const onCallEnded = harmless(options.onCallEnded ?? (() => {}), 'onCallEnded', warn);
  const stops = [
    interceptFirst(internals, { metrics, messageMetrics, onCallEnded }),
    guardServices(server, internals, {
      registered: (method) => {
        metrics.registerMethods([method]);
        messageMetrics?.registerMethods([method]);
      },
      panicked: (method, error) => {
        metrics.recordPanicked({ method });
        hearPanic(method, error);
      },
    }),
    watchHttp2Servers(internals, {
      connected: (session) => followConnection(session, metrics),
      called: (method) => {
        if (internals.handlers.has(method)) return;
        // No interceptor hears of it. Any client may invent names: they are one series.
        metrics.startRequest({ method: UNKNOWN_METHOD }).end('UNIMPLEMENTED');
      },
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function interceptFirst(internals: ServerInternals, recorder: CallRecorder): StopRecording {
  const intercept: ServerInterceptor = (definition, call) => {
    const { path: method, requestStream, responseStream } = definition;
    observeCall(call, { method, requestStream, responseStream }, recorder);
    return call as ServerInterceptingCall; // of the class only this interface is used; it would have to be imported
  };
  internals.interceptors = [intercept, ...internals.interceptors];
  return () => {
    internals.interceptors = internals.interceptors.filter((each) => each !== intercept);
  };
}

function followConnection(session: ServerHttp2Session, metrics: RpcServerMetrics): void {
  const connection = metrics.startConnection();
  session.once('close', () => connection.stop());
}

function printPanic(method: string, error: unknown): void {
  process.stderr.write(`gRPC handler of ${method} failed: ${inspect(error)}\n`);
}

/** What the user gave must not end a call otherwise than it ended. */
function harmless<A extends readonly unknown[]>(
  hook: (...args: A) => void,
  name: string,
  warn: Warn,
): (...args: A) => void {
  return (...args) => {
    try {
      hook(...args);
    } catch (error) {
      warn(`gRPC server: ${name}: expected a function that does not throw, got ${inspect(error)}`);
    }
  };
}
