import type {
  Http2ServerRequest,
  Http2ServerResponse,
  IncomingHttpHeaders,
  ServerHttp2Stream,
} from 'node:http2';
import { methodIndex } from '../known-method.js';
import { quietly } from '../quietly.js';
import type { RouteFinder } from '../routes/route-finder.js';
import { systemCode } from '../system-code.js';
import type { ServedRequest, ServerSeries } from './server-series.js';

/** Error codes (RFC 9113, section 7). To import them would load `node:http2` into services without it: up to 0.6 MB of heap. */
const NO_ERROR = 0x0;
const CANCEL = 0x8;

interface CompatibleApi {
  readonly request: Http2ServerRequest;
  readonly response: Http2ServerResponse;
}

/** A request of HTTP/2 that has begun and is counted as active: a stream. */
export class Http2Request {
  readonly #stream: ServerHttp2Stream;
  readonly #series: ServerSeries;
  readonly #method: number;
  readonly #secure: boolean;
  readonly #startedAt = performance.now();
  readonly #onClose: () => void;
  #asked: CompatibleApi | undefined;
  #received = 0;
  #sent = 0;

  constructor(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    series: ServerSeries,
    onClose: () => void,
  ) {
    this.#stream = stream;
    this.#series = series;
    this.#method = methodIndex(headers[':method']);
    this.#secure =
      (stream.session?.socket as { encrypted?: boolean } | undefined)?.encrypted === true; // a TLSSocket's
    const closed = quietly(onClose);
    this.#onClose = () => closed(undefined);
    stream.once('close', this.#onClose);
    this.#countBodies();
    series.active(this.#method, this.#secure).add(1);
  }

  /** The application uses the compatibility API for it. */
  seen(asked: CompatibleApi): void {
    this.#asked = asked;
  }

  /** It is active no more. */
  end(): void {
    this.#stream.off('close', this.#onClose);
    this.#series.active(this.#method, this.#secure).add(-1);
  }

  served(routes: RouteFinder): ServedRequest {
    const { sentHeaders, headersSent } = this.#stream;
    const status = headersSent ? sentHeaders?.[':status'] : undefined;
    const connectionError = this.#connectionError();
    return {
      method: this.#method,
      secure: this.#secure,
      protocolVersion: 2,
      route: routes.findOfStream(this.#stream, this.#asked),
      statusCode: status === undefined ? undefined : Number(status),
      connectionError: connectionError ?? (status === undefined ? 'aborted' : undefined),
      durationSeconds: (performance.now() - this.#startedAt) / 1000,
      requestBodyBytes: this.#received,
      responseBodyBytes: this.#sentBytes(connectionError !== undefined),
    };
  }

  /** As for HTTP/1. A client that leaves cancels its streams, also by closing the connection. */
  #connectionError(): string | undefined {
    const { aborted, errored, rstCode } = this.#stream;
    const code = errored ? systemCode(errored) : undefined;
    if (code !== undefined && code !== 'ERR_HTTP2_STREAM_ERROR') return code;
    if (rstCode === NO_ERROR && !aborted) return code; // aborted: closed before the answer had ended
    return rstCode === CANCEL ? 'ECONNRESET' : 'aborted';
  }

  /** A file that Node sends by itself is not seen; its header says how long it is. */
  #sentBytes(cutOff: boolean): number {
    if (this.#sent > 0 || cutOff || this.#method === methodIndex('HEAD')) return this.#sent;
    return Number(this.#stream.sentHeaders?.['content-length'] ?? 0) || 0;
  }

  /** A stream tells neither; what it is made of calls these. */
  #countBodies(): void {
    const stream = this.#stream as unknown as StreamInternals; // a Duplex has all three
    const { push, _write: write, _writev: writev } = stream;
    stream.push = (chunk, ...rest) => {
      this.#received += chunk?.length ?? 0;
      return push.call(stream, chunk, ...rest);
    };
    stream._write = (chunk, ...rest) => {
      this.#sent += chunk.length;
      return write.call(stream, chunk, ...rest);
    };
    stream._writev = (chunks, ...rest) => {
      for (const { chunk } of chunks) this.#sent += chunk.length;
      return writev.call(stream, chunks, ...rest);
    };
  }
}

interface StreamInternals {
  push(chunk: Uint8Array | null, ...rest: unknown[]): boolean;
  _write(chunk: Uint8Array, ...rest: unknown[]): void;
  _writev(chunks: readonly { readonly chunk: Uint8Array }[], ...rest: unknown[]): void;
}
