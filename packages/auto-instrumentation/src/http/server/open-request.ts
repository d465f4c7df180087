import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BoundUpDownCounter } from '@meterkit/instruments';
import { methodIndex } from '../known-method.js';
import { countRequestBody, countResponseBody } from './body-bytes.js';
import type { ProtocolVersion, ServerSeries } from './server-series.js';

/** An HTTP/1 request that has begun and is counted as active. */
export class OpenRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: number;
  readonly secure: boolean;
  readonly startedAt = performance.now();
  /** The next of the same connection: there is one only when the client pipelines. */
  next: OpenRequest | undefined;
  readonly #active: BoundUpDownCounter;

  constructor(request: IncomingMessage, response: ServerResponse, series: ServerSeries) {
    this.request = request;
    this.response = response;
    this.method = methodIndex(request.method);
    const { socket } = request;
    this.secure = (socket as { encrypted?: boolean }).encrypted === true; // a TLSSocket's
    countRequestBody(request);
    countResponseBody(response);
    this.#active = series.active(this.method, this.secure);
    this.#active.add(1);
  }

  get protocolVersion(): ProtocolVersion {
    return this.request.httpVersionMinor === 0 ? 1 : 0;
  }

  get durationSeconds(): number {
    return (performance.now() - this.startedAt) / 1000;
  }

  /** It is active no more. To be called once, by who takes it from its connection. */
  end(): void {
    this.#active.add(-1);
  }
}
