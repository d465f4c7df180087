import type { Configuration } from '../configuration/configuration.js';
import type { Logger } from '../configuration/logger.js';

/** Instrumentations whose durations of requests have the names of ours: on one page they would be counted twice. */
const HTTP_SCOPES = [
  '@opentelemetry/instrumentation-http',
  '@opentelemetry/instrumentation-undici',
];

/** Which scopes record nothing because Meterkit records the same; told once each. */
export function refusedScopes(
  { http }: Configuration['automatic'],
  logger: Logger,
): (scope: string) => boolean {
  const told = new Set<string>();
  return (scope) => {
    if (http !== 'meterkit' || !HTTP_SCOPES.includes(scope)) return false;
    if (!told.has(scope))
      logger.warn(
        `${scope}: its metrics are left out, for Meterkit records requests itself; ` +
          "set automatic.http to 'opentelemetry' to have these instead",
      );
    told.add(scope);
    return true;
  };
}
