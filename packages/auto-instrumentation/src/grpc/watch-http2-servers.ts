import type {
  Http2Server,
  IncomingHttpHeaders,
  ServerHttp2Session,
  ServerHttp2Stream,
} from 'node:http2';
import { IGNORED, ignoreServer } from '../http/ignore-request.js';
import type { StopRecording } from '../recorder.js';
import type { ServerInternals } from './server-internals.js';

export interface Http2Watcher {
  /** A connection can take calls now: with TLS, after the handshake. */
  readonly connected: (session: ServerHttp2Session) => void;
  /** A gRPC call of this path has begun. */
  readonly called: (path: string) => void;
}

/**
 * Listens to the HTTP/2 servers that a server of grpc-js has and will have: one for each port and connection injector. To the
 * recorder of HTTP their calls are no traffic: each would be a POST with 200 besides, whatever its status, and a stream a slow one.
 */
export function watchHttp2Servers(
  internals: ServerInternals,
  { connected, called }: Http2Watcher,
): StopRecording {
  const onStream = (_stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    if (headers['content-type']?.startsWith('application/grpc')) called(headers[':path'] ?? '');
  };
  const watched = new Set<Http2Server>();
  const watch = (server: Http2Server) => {
    watched.add(server);
    ignoreServer(server);
    server.on('session', connected).on('stream', onStream);
    server.once('close', () => watched.delete(server));
  };
  for (const server of internals.http2Servers.keys()) watch(server);

  const { createHttp2Server } = internals;
  internals.createHttp2Server = (...args) => {
    const server = createHttp2Server.call(internals, ...args);
    watch(server);
    return server;
  };
  return () => {
    internals.createHttp2Server = createHttp2Server;
    for (const server of watched) {
      Reflect.deleteProperty(server, IGNORED);
      server.off('session', connected).off('stream', onStream);
    }
  };
}
