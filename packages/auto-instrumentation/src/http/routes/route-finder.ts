import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { expressRoute } from './express-route.js';
import { routeSetOn, type ServerRequest } from './request-route.js';
import { RouteGuard } from './route-guard.js';

export type RouteOf = (
  request: ServerRequest,
  response: ServerResponse | Http2ServerResponse,
) => string | undefined;

const DEFAULT_LIMIT = 200;

/** The template of the route that a request has taken: what the user's function says, else a framework. */
export class RouteFinder {
  readonly #routeOf: RouteOf | undefined;
  readonly #guard: RouteGuard;
  readonly #warn: (message: string) => void;
  #told = false;

  constructor(
    options: { readonly routeOf?: RouteOf; readonly routeLimit?: number },
    warn: (message: string) => void,
  ) {
    this.#routeOf = options.routeOf;
    this.#guard = new RouteGuard(options.routeLimit ?? DEFAULT_LIMIT, warn);
    this.#warn = warn;
  }

  /** Undefined when nobody knows. Never throws. */
  find(request: IncomingMessage, response: ServerResponse): string | undefined {
    const route = this.#asked(request, response) ?? routeSetOn(request) ?? expressRoute(request);
    return route === undefined ? undefined : this.#guard.admit(route);
  }

  /** Of an HTTP/2 stream; the request and response of its compatibility API, where the application uses that. */
  findOfStream(
    stream: object,
    asked?: { readonly request: ServerRequest; readonly response: Http2ServerResponse },
  ): string | undefined {
    const route =
      (asked && this.#asked(asked.request, asked.response)) ??
      routeSetOn(stream) ??
      (asked && expressRoute(asked.request));
    return route === undefined ? undefined : this.#guard.admit(route);
  }

  #asked(
    request: ServerRequest,
    response: ServerResponse | Http2ServerResponse,
  ): string | undefined {
    if (this.#routeOf === undefined) return undefined;
    try {
      const route: unknown = this.#routeOf(request, response);
      return typeof route === 'string' && route !== '' ? route : undefined;
    } catch (error) {
      if (!this.#told)
        this.#warn(`http.server: routeOf threw, its requests have no route: ${error}`);
      this.#told = true;
      return undefined;
    }
  }
}
