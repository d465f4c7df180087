import type { Configuration } from '../configuration/configuration.js';
import type { LogLimiter } from '../log-limiter.js';
import { acceptsText } from './accepts-text.js';
import type { EndpointRequest, EndpointResponse } from './exchange.js';
import { jsonOf } from './json-of.js';
import { answerJson, answerText } from './responses.js';

export interface HealthContext {
  readonly version: string | undefined;
  readonly health: Pick<Configuration['health'], 'body'>;
  readonly log: LogLimiter;
}

/**
 * The process is alive: its event loop turns. Asks nothing of the application. JSON, or `OK` for who accepts plain text
 * rather than JSON.
 */
export function answerHealth(
  request: EndpointRequest,
  response: EndpointResponse,
  { version, health, log }: HealthContext,
): void {
  const facts = { version, uptimeSeconds: process.uptime() };
  const own = { status: 'ok', ...facts };
  if (acceptsText(request)) answerText(response, 200, 'OK\n');
  else answerJson(response, 200, jsonOf(facts, own, { make: health.body, log }));
}
