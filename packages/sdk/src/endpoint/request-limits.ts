import type { EndpointRequest, EndpointResponse } from './exchange.js';

/** A hundred names of a hundred characters, and room for the rest of the headers below {@link serverLimits}. */
const LONGEST_URL = 12_288;

export function isUrlTooLong(request: EndpointRequest): boolean {
  return (request.url ?? '').length > LONGEST_URL;
}

/**
 * The body of a request is not read: the connection ends with the answer, for otherwise Node.js would read on to the end of it,
 * wherever that is.
 */
export function leaveBody(request: EndpointRequest, response: EndpointResponse): void {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  const isEmpty = encoding === undefined && Number(length) === 0;
  if (!isEmpty && request.httpVersionMajor === 1) response.setHeader('connection', 'close');
}
