import { AlreadyInitializedError } from './already-initialized-error.js';
import { callSite } from './call-site.js';
import type { Configuration } from './configuration/configuration.js';
import { problemMessage } from './configuration/configuration-error.js';
import type { InitOptions } from './configuration/init-options.js';
import { resolveConfiguration } from './configuration/resolve-configuration.js';
import { leveledLogger } from './leveled-logger.js';
import { startTelemetry } from './start-telemetry.js';
import type { Telemetry } from './telemetry.js';

const SLOT = Symbol.for('meterkit.telemetry');

interface Running {
  readonly configuration: Configuration;
  readonly telemetry: Promise<Telemetry>;
  readonly site: string;
}

/**
 * Starts the metrics of this process: builds OpenTelemetry's MeterProvider and registers it, and opens the scrape endpoint.
 *
 * Called again with equal options it gives the same handle, from whichever copy of this package; with others it rejects with
 * {@link AlreadyInitializedError}. Rejects with `ConfigurationError`, which names everything that is wrong with the options,
 * and with `EndpointListenError`; then nothing was started and it may be called again.
 */
export async function init(options: InitOptions = {}): Promise<Telemetry> {
  const { configuration, warnings } = resolveConfiguration(options);
  const slots = globalThis as { [SLOT]?: Running };
  const running = slots[SLOT];
  if (running !== undefined) {
    if (equal(running.configuration, configuration)) return running.telemetry;
    throw new AlreadyInitializedError(running.site);
  }
  const logger = leveledLogger(configuration.logger, configuration.logLevel);
  for (const warning of warnings) logger.warn(problemMessage(warning));
  const forget = (): void => {
    delete slots[SLOT];
  };
  const telemetry = startTelemetry(configuration, logger, forget);
  slots[SLOT] = { configuration, telemetry, site: callSite() };
  try {
    return await telemetry;
  } catch (error) {
    forget();
    throw error;
  }
}

/** Options are data but for the logger and the store, which are equal when they are the same. */
function equal(a: Configuration, b: Configuration): boolean {
  return a.logger === b.logger && a.store === b.store && data(a) === data(b);
}

function data({ logger, store, ...rest }: Configuration): string {
  return JSON.stringify(rest);
}
