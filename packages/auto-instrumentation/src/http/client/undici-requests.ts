import { isIgnored } from '../ignore-request.js';
import { methodIndex } from '../known-method.js';
import type { AskedRequest, ClientSeries } from './client-series.js';

interface UndiciRequest {
  readonly origin?: string | URL;
  readonly method?: string;
}

interface OpenRequest extends AskedRequest {
  statusCode?: number;
}

/** Records requests of undici, `fetch` of Node among them, to the end of the answer's body. Each redirect is a request. */
export class UndiciRequests {
  readonly #series: ClientSeries;
  #open = new WeakMap<object, OpenRequest>();

  constructor(series: ClientSeries) {
    this.#series = series;
  }

  /** By name of the channel (undici's documentation, Diagnostics Channel Support). */
  readonly channels: Readonly<Record<string, (message: unknown) => void>> = {
    'undici:request:create': (message) => this.#began(message as { request: UndiciRequest }), // see there
    'undici:request:headers': (message) => {
      const { request, response } = message as {
        request: UndiciRequest;
        response: { statusCode: number };
      }; // see there
      const open = this.#open.get(request);
      if (open !== undefined) open.statusCode = response.statusCode;
    },
    'undici:request:trailers': (message) => this.#ended(message as { request: UndiciRequest }), // see there
    'undici:request:error': (message) => {
      const { request, error } = message as { request: UndiciRequest; error: unknown }; // see there
      this.#ended({ request }, { cause: error });
    },
  };

  stop(): void {
    this.#open = new WeakMap();
  }

  #began({ request }: { readonly request: UndiciRequest }): void {
    if (isIgnored(request)) return;
    this.#open.set(request, {
      target: this.#series.target(String(request.origin)),
      method: methodIndex(request.method),
      startedAt: performance.now(),
    });
  }

  #ended(
    { request }: { readonly request: UndiciRequest },
    error?: { readonly cause: unknown },
  ): void {
    const open = this.#open.get(request);
    if (open === undefined) return;
    this.#open.delete(request);
    this.#series.record(open, open.statusCode, error);
  }
}
