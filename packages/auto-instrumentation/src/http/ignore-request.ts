import { channel } from 'node:diagnostics_channel';

/**
 * On a request, or on a server for all of its requests: not to be counted. Both copies of this package, and who does not
 * want to load it, mean the same by it.
 */
export const IGNORED = Symbol.for('meterkit.http.ignored');

/** Says that a request which has begun is not to be counted. */
export const ignoredRequests = channel('meterkit.http.server.request.ignored');

/** Takes a request that has begun out of the metrics, from now on, as if it had never been: for the answers to a scraper. Never throws. */
export function ignoreRequest(request: object): void {
  mark(request);
  ignoredRequests.publish({ request });
}

/** Leaves out every request that a server gets from now on. Never throws. */
export function ignoreServer(server: object): void {
  mark(server);
}

export function isIgnored(marked: object | undefined): boolean {
  return (marked as { [IGNORED]?: unknown } | undefined)?.[IGNORED] === true; // asks for one property, whatever it is
}

function mark(marked: object): void {
  Reflect.set(Object(marked), IGNORED, true);
}
