import type { EndpointRequest } from './exchange.js';

/** Whether plain text is wanted rather than JSON. */
export function acceptsText({ headers: { accept = '' } }: EndpointRequest): boolean {
  return accept.includes('text/plain') && !accept.includes('application/json');
}
