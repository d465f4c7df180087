import type { Store } from '@meterkit/instruments';
import type { MeterProvider } from '@opentelemetry/api';
import type { Configuration } from './configuration/configuration.js';
import type { Logger } from './configuration/logger.js';
import { instrumentHttp } from './opentelemetry/instrument-http.js';

export interface AutomaticContext {
  readonly configuration: Configuration;
  readonly store: Store;
  readonly meterProvider: MeterProvider;
  readonly logger: Logger;
}

type Stop = () => void;

export interface AutomaticMetrics {
  /** What is collected: what is on, but for what could not start. */
  readonly names: readonly string[];
  readonly stop: Stop;
}

/**
 * Starts what is collected by itself, each recorder loaded only when it is on. One that cannot start is logged and left out:
 * metrics are no reason for a service not to start.
 */
export async function startAutomaticMetrics(context: AutomaticContext): Promise<AutomaticMetrics> {
  const { automatic } = context.configuration;
  const starting: Readonly<Record<string, false | (() => Promise<Stop>)>> = {
    http: automatic.http !== 'off' && (() => startHttp(context)),
    process: automatic.process && (() => startProcess(context)),
    runtime: automatic.runtime && (() => startRuntime(context)),
    host: automatic.host && (() => startHost(context)),
  };
  const stops = new Map<string, Stop>();
  for (const [name, start] of Object.entries(starting)) {
    if (start === false) continue;
    try {
      stops.set(name, await start());
    } catch (error) {
      context.logger.error(`automatic.${name}: its metrics could not be started`, error);
    }
  }
  return {
    names: [...stops.keys()],
    stop() {
      for (const stop of stops.values()) stop();
    },
  };
}

/** With OpenTelemetry's instrumentation the durations are its own: ours are disabled, see `configureInstruments`. */
async function startHttp(context: AutomaticContext): Promise<Stop> {
  const { recordHttpClient, recordHttpServer } = await import(
    '@meterkit/auto-instrumentation/http'
  );
  const { automatic, scrape } = context.configuration;
  const stops: Stop[] = [];
  if (automatic.http === 'opentelemetry') {
    const paths = [scrape.metricsPath, scrape.healthPath, scrape.readyPath];
    const isIgnored = ({ url = '' }) => paths.includes(url.split('?', 1)[0] ?? '');
    stops.push(await instrumentHttp(context.meterProvider, isIgnored));
  }
  stops.push(recordHttpServer(recording(context)), recordHttpClient(recording(context)));
  return () => {
    for (const stop of stops) stop();
  };
}

async function startProcess(context: AutomaticContext): Promise<Stop> {
  const { recordProcess } = await import('@meterkit/auto-instrumentation/process');
  return recordProcess(recording(context));
}

async function startRuntime(context: AutomaticContext): Promise<Stop> {
  const { recordRuntime } = await import('@meterkit/auto-instrumentation/runtime');
  return recordRuntime(recording(context));
}

async function startHost({ meterProvider }: AutomaticContext): Promise<Stop> {
  const { recordHost } = await import('@meterkit/auto-instrumentation/host');
  return recordHost({ meterProvider });
}

function recording({ store, logger }: AutomaticContext) {
  return { store, warn: (message: string) => logger.warn(message) };
}
