import type { EndpointRequest, EndpointResponse } from './exchange.js';
import { answerJson, answerText } from './responses.js';

/**
 * The process is alive: its event loop turns. Asks nothing of the application. JSON, or `OK` for who accepts plain text
 * rather than JSON.
 */
export function answerHealth(
  request: EndpointRequest,
  response: EndpointResponse,
  version: string | undefined,
): void {
  const accept = request.headers.accept ?? '';
  if (accept.includes('text/plain') && !accept.includes('application/json'))
    answerText(response, 200, 'OK\n');
  else answerJson(response, 200, { status: 'ok', version, uptimeSeconds: process.uptime() });
}
