import type { HealthBody, ReadyBody } from '../../endpoint/health-bodies.js';
import { codeOnly, integer, text } from '../option-kinds.js';
import { HOST } from './host.js';

/** What the endpoint says of the health of the process; its paths are options of `scrape`. */
export const health = {
  port: integer({
    min: 0,
    max: 65_535,
    env: 'METERKIT_HEALTH_PORT',
    description:
      "A second port for health and readiness, without the page, 0 for any free one; the page's port answers them in any case.",
  }),
  host: text({
    ...HOST,
    env: 'METERKIT_HEALTH_HOST',
    description: 'Address that `health.port` is on; `scrape.host` when unset.',
  }),
  checkTimeoutMs: integer({
    default: 2000,
    min: 1,
    max: 600_000,
    env: 'METERKIT_HEALTH_CHECK_TIMEOUT_MS',
    description:
      'Time for a readiness check in milliseconds, unless it has its own; then it means no.',
  }),
  checkCacheMs: integer({
    default: 1000,
    min: 0,
    max: 600_000,
    env: 'METERKIT_HEALTH_CHECK_CACHE_MS',
    description:
      'How long the answer of a readiness check is used again, in milliseconds, unless it has its own.',
  }),
  eventLoopDelayMs: integer({
    min: 1,
    max: 600_000,
    env: 'METERKIT_HEALTH_EVENT_LOOP_DELAY_MS',
    description:
      'Not ready above this 99th percentile of the delay of the event loop in milliseconds, and ready again at half of it; not looked at when unset.',
  }),
  body: codeOnly<HealthBody>({
    type: 'HealthBody',
    rule: 'a function',
    accepts: isFunction,
    description: 'Makes the JSON of the health path, in the place of the own one.',
  }),
  readyBody: codeOnly<ReadyBody>({
    type: 'ReadyBody',
    rule: 'a function',
    accepts: isFunction,
    description: 'Makes the JSON of the readiness path, in the place of the own one.',
  }),
};

function isFunction(value: unknown): value is () => object {
  return typeof value === 'function';
}
