import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { methodIndex } from '../known-method.js';
import { closeReason } from './connection-error.js';
import type { ProtocolVersion, ServerSeries } from './server-series.js';

/** A request whose answer will be the first bytes on its socket. */
export class Handshake {
  readonly #request: IncomingMessage;
  readonly #socket: Socket;
  readonly #series: ServerSeries;
  readonly #onEnd: () => void;
  readonly #startedAt = performance.now();
  readonly #method: number;
  readonly #secure: boolean;
  readonly #closed = () => this.#end(undefined);

  constructor(request: IncomingMessage, socket: Socket, series: ServerSeries, onEnd: () => void) {
    this.#request = request;
    this.#socket = socket;
    this.#series = series;
    this.#onEnd = onEnd;
    this.#method = methodIndex(request.method);
    this.#secure = (socket as { encrypted?: boolean }).encrypted === true; // a TLSSocket's
    series.active(this.#method, this.#secure).add(1);
    socket.on('close', this.#closed);
    this.#watch('write');
    this.#watch('end');
  }

  /** It is neither watched nor active any more, and not recorded. */
  abandon(): void {
    this.#socket.off('close', this.#closed);
    for (const name of ['write', 'end']) Reflect.deleteProperty(this.#socket, name);
    this.#series.active(this.#method, this.#secure).add(-1);
  }

  /** A method of its own hides the socket's, until it is called with bytes. */
  #watch(name: 'write' | 'end'): void {
    const original = this.#socket[name];
    const watched = (...args: unknown[]) => {
      const status = statusOf(args[0]);
      if (status !== undefined) this.#end(status);
      return Reflect.apply(original, this.#socket, args);
    };
    Object.defineProperty(this.#socket, name, {
      value: watched,
      configurable: true,
      writable: true,
    });
  }

  #end(statusCode: number | undefined): void {
    this.abandon();
    this.#onEnd();
    this.#series.record({
      method: this.#method,
      secure: this.#secure,
      protocolVersion: (this.#request.httpVersionMinor === 0 ? 1 : 0) as ProtocolVersion, // of HTTP/1
      route: undefined,
      statusCode,
      connectionError: statusCode === undefined ? closeReason(this.#socket) : undefined,
      durationSeconds: (performance.now() - this.#startedAt) / 1000,
      requestBodyBytes: 0,
      responseBodyBytes: 0,
    });
  }
}

/** Of `HTTP/1.1 101 Switching Protocols`, 101. Undefined for no bytes at all; 0 never: what is no status line is taken for 200. */
function statusOf(chunk: unknown): number | undefined {
  if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return undefined;
  const line = Buffer.from(chunk.slice(0, 16)).toString('latin1');
  return Number(/^HTTP\/1\.[01] (\d{3})/.exec(line)?.[1] ?? 200);
}
