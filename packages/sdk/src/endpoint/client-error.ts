import type { Duplex } from 'node:stream';

/** Node.js's errors of a request that it could not read. */
export interface ClientError extends NodeJS.ErrnoException {
  /** The packet that it could not read. */
  readonly rawPacket?: Buffer;
}

/**
 * Answers what is no HTTP request, and ends its connection; a connection `withAnswer` has an answer that has begun and gets no
 * second one. Says nothing of the request or of the process. True: it was answered.
 */
export function answerClientError(
  error: ClientError,
  socket: Duplex,
  withAnswer: boolean,
): boolean {
  if (withAnswer || !socket.writable || !isOfHttp(error)) {
    socket.destroy();
    return false;
  }
  const status = statusOf(error, socket);
  const { STATUS_CODES } = process.getBuiltinModule('node:http'); // on Node 24 an import loads fetch and HTTP/2
  const reason = STATUS_CODES[status] ?? '';
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${reason.length + 1}`,
    'Cache-Control: no-store',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${reason}\n`, () => socket.destroy());
  return true;
}

/** A connection that was lost, or a TLS handshake that failed, has nobody to be answered. */
function isOfHttp({ code }: ClientError): boolean {
  return code !== undefined && /^(HPE|ERR_HTTP)_/.test(code);
}

function statusOf({ code, rawPacket }: ClientError, socket: Duplex): number {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return isFirstLine(rawPacket, socket) ? 414 : 431;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408;
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 413;
    default:
      return 400;
  }
}

/** All that came is a part of the first line: it is the URL that was too long. */
function isFirstLine(packet: Buffer | undefined, socket: Duplex): boolean {
  if (packet === undefined || packet.includes('\n')) return false;
  return 'bytesRead' in socket && socket.bytesRead === packet.length;
}
