import { channel } from 'node:diagnostics_channel';

/** By which `@meterkit/auto-instrumentation/http` knows what is not to be counted, without being loaded for it. */
const IGNORED = Symbol.for('meterkit.http.ignored');
const ignoredRequests = channel('meterkit.http.server.request.ignored');

/** Keeps all requests to a server out of the metrics of the application. */
export function uncountedServer<S extends object>(server: S): S {
  return Object.assign(server, { [IGNORED]: true });
}

/** Keeps a request out of the metrics of the application: a scrape is no traffic. */
export function uncountedRequest(request: object): void {
  Object.assign(request, { [IGNORED]: true });
  ignoredRequests.publish({ request });
}
