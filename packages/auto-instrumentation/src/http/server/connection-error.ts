import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { systemCode } from '../system-code.js';
import type { ServerConnection } from './server-connection.js';

/** What went wrong with a request whose answer was not finished when its connection closed. */
export interface ConnectionError {
  /**
   * | what happened                                             | error type               |
   * |-----------------------------------------------------------|--------------------------|
   * | the client closed or reset the connection                 | `ECONNRESET`             |
   * | the server's or the socket's timeout                      | `timeout`                |
   * | the response, or the socket, was destroyed with an error  | the code or name of that |
   * | ... or without one, or the server closed its connections  | `aborted`                |
   */
  readonly type: string;
  /** Undefined when no answer began. */
  readonly statusCode: number | undefined;
}

export function connectionError(
  connection: ServerConnection,
  response: ServerResponse,
  server: Server | undefined,
): ConnectionError {
  const { socket, timedOut } = connection;
  const code = socket.errored ? systemCode(socket.errored) : undefined;
  const statusCode = response.headersSent ? response.statusCode : undefined;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    // Node answers by itself, past the response, unless the application listens.
    const byNode = statusCode === undefined && server?.listenerCount('clientError') === 0;
    return { type: 'timeout', statusCode: byNode ? 408 : statusCode };
  }
  if (timedOut) return { type: 'timeout', statusCode };
  return { type: closeReason(socket), statusCode };
}

/** Why a socket was closed, where no timeout did it. */
export function closeReason(socket: Socket): string {
  const code = socket.errored ? systemCode(socket.errored) : undefined;
  if (code !== undefined) return code === 'EPIPE' ? 'ECONNRESET' : code;
  return socket.readableEnded ? 'ECONNRESET' : 'aborted';
}
