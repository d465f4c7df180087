import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';

/** Shared by both copies of this package: a middleware may be imported where the recorder was required. */
const ROUTE = Symbol.for('meterkit.http.route');

/** A request of `node:http`, or of the compatibility API of `node:http2`. */
export type ServerRequest = IncomingMessage | Http2ServerRequest;

/**
 * Says which route a request has taken, as a template (`/users/:id`), never as a path: for routers of your own. The last
 * word counts. Never throws.
 */
export function setRoute(request: object | undefined, template: string | undefined): void {
  try {
    if (typeof template === 'string') Reflect.set(bearer(request), ROUTE, template);
  } catch {
    // what is frozen or a proxy that throws has no route
  }
}

/** The route that was set on a request, or on the stream of an HTTP/2 one. */
export function routeSetOn(request: object): string | undefined {
  return (request as { [ROUTE]?: string })[ROUTE]; // a property of ours
}

/** An HTTP/2 request is a view of its stream, which is what the recorder sees. */
function bearer(request: object | undefined): object {
  const { stream } = Object(request) as { stream?: unknown }; // asks for one property, whatever it is
  return typeof stream === 'object' && stream !== null ? stream : Object(request);
}
