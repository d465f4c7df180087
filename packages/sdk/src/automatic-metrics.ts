import type { Store } from '@meterkit/instruments';
import type { MeterProvider } from '@opentelemetry/api';
import type { Configuration } from './configuration/configuration.js';
import type { Logger } from './configuration/logger.js';

export interface AutomaticContext {
  readonly store: Store;
  readonly meterProvider: MeterProvider;
  readonly logger: Logger;
}

/**
 * Starts what is collected by itself, each recorder loaded only when it is on, and returns what stops them all. One that cannot
 * start is logged and left out: metrics are no reason for a service not to start.
 */
export async function startAutomaticMetrics(
  automatic: Configuration['automatic'],
  { store, meterProvider, logger }: AutomaticContext,
): Promise<() => void> {
  const context = { store, warn: (message: string) => logger.warn(message) };
  const recorders: Record<string, () => Promise<() => void>> = {
    process: async () =>
      (await import('@meterkit/auto-instrumentation/process')).recordProcess(context),
    runtime: async () =>
      (await import('@meterkit/auto-instrumentation/runtime')).recordRuntime(context),
    host: async () =>
      (await import('@meterkit/auto-instrumentation/host')).recordHost({ meterProvider }),
    http: async () => {
      const { recordHttpServer } = await import('@meterkit/auto-instrumentation/http');
      return recordHttpServer(context);
    },
  };
  const stops: (() => void)[] = [];
  for (const [name, start] of Object.entries(recorders)) {
    if (!isOn(automatic, name)) continue;
    try {
      stops.push(await start());
    } catch (error) {
      logger.error(`automatic.${name}: its metrics could not be started`, error);
    }
  }
  return () => {
    for (const stop of stops) stop();
  };
}

function isOn(automatic: Configuration['automatic'], name: string): boolean {
  const value = automatic[name as keyof typeof automatic];
  return value !== false && value !== 'off';
}
