import { isDeepStrictEqual } from 'node:util';
import { defaultStore } from '@meterkit/instruments';
import { AlreadyInitializedError } from './already-initialized-error.js';
import { callSite } from './call-site.js';
import type { Configuration } from './configuration/configuration.js';
import type { InitOptions } from './configuration/init-options.js';
import { resolveConfiguration } from './configuration/resolve-configuration.js';
import { configureInstruments } from './configure-instruments.js';
import { startTelemetry } from './start-telemetry.js';
import type { Telemetry } from './telemetry.js';

const SLOT = Symbol.for('meterkit.telemetry');

interface Running {
  readonly configuration: Configuration;
  readonly telemetry: Promise<Telemetry>;
  readonly site: string;
  /** The end of its shutdown, once that has begun. */
  stopped?: Promise<void>;
}

/**
 * Starts the metrics of this process: builds OpenTelemetry's MeterProvider and registers it, and opens the scrape endpoint.
 *
 * Called again with equal options it gives the same handle, from whichever copy of this package; with others it rejects with
 * {@link AlreadyInitializedError}. During a shutdown it waits for its end, and starts anew. Rejects with `ConfigurationError`,
 * which names everything that is wrong with the options, and with `EndpointListenError`; then nothing was started and it may
 * be called again.
 */
export async function init(options: InitOptions = {}): Promise<Telemetry> {
  return initAt(callSite(), options);
}

/**
 * {@link init}, for who is called by nobody's code: `site` is what it says of where that was. A second caller gets the handle with
 * the options that were `asked` for, where others had to take their place.
 */
export async function initAt(
  site: string,
  options: InitOptions,
  asked = options,
): Promise<Telemetry> {
  const slots = globalThis as { [SLOT]?: Running };
  // what has become of the policy file since the start is nothing that a second caller could mend
  const resolved = resolveConfiguration(options, { readsPolicy: !slots[SLOT] });
  const { configuration } = resolved;
  while (slots[SLOT]?.stopped !== undefined) await slots[SLOT].stopped;
  const before = slots[SLOT];
  if (before !== undefined) {
    if (equal(before.configuration, configuration)) return before.telemetry;
    throw new AlreadyInitializedError(before.site);
  }
  configureInstruments(configuration.store ?? defaultStore(), resolved.inForce);
  const forget = (): void => {
    delete slots[SLOT];
  };
  const telemetry = startTelemetry(resolved, (stopped) => {
    running.stopped = stopped.then(forget, forget);
  });
  const wanted = asked === options ? resolved : resolveConfiguration(asked, { readsPolicy: false });
  const running: Running = { configuration: wanted.configuration, telemetry, site };
  slots[SLOT] = running;
  telemetry.catch(forget);
  return telemetry;
}

/** Options are data but for the logger, the store and producers, which are equal when they are the same. */
function equal(a: Configuration, b: Configuration): boolean {
  return (
    a.logger === b.logger && a.store === b.store && sameProducers(a, b) && isDeepStrictEqual(a, b)
  );
}

function sameProducers(a: Configuration, b: Configuration): boolean {
  return a.metricProducers?.every((producer, i) => producer === b.metricProducers?.[i]) ?? true;
}
