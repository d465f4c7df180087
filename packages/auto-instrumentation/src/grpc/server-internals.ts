import type { Http2Server } from 'node:http2';
import type { Server, ServerInterceptor, UntypedHandleCall } from '@grpc/grpc-js';

/** What grpc-js 1.10 to 1.14 keep in a server, and their types do not tell. */
export interface ServerInternals {
  /** Read at each call. The first one is next to the transport, and thus around all others. */
  interceptors: readonly ServerInterceptor[];
  readonly handlers: ReadonlyMap<string, RegisteredHandler>;
  readonly http2Servers: ReadonlyMap<Http2Server, unknown>;
  /** Makes the server of each bound port and of each connection injector. */
  createHttp2Server: (...args: readonly unknown[]) => Http2Server;
}

export interface RegisteredHandler {
  func: UntypedHandleCall;
  readonly type: string;
}

/** Undefined if this version keeps them otherwise. */
export function serverInternals(server: Server): ServerInternals | undefined {
  const internals = server as unknown as Partial<ServerInternals>; // each is looked at before it is believed
  const isKnown =
    Array.isArray(internals.interceptors) &&
    internals.handlers instanceof Map &&
    internals.http2Servers instanceof Map &&
    typeof internals.createHttp2Server === 'function';
  return isKnown ? (internals as ServerInternals) : undefined; // as was just seen
}
