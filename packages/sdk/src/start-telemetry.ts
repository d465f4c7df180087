import { existsSync } from 'node:fs';
import { defaultStore } from '@meterkit/instruments';
import { metrics } from '@opentelemetry/api';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import type { MeterProvider } from '@opentelemetry/sdk-metrics';
import { startAutomaticMetrics } from './automatic-metrics.js';
import type { Configuration } from './configuration/configuration.js';
import type { Logger } from './configuration/logger.js';
import {
  type OptionsWithOrigins,
  ORIGINS,
  type ResolvedConfiguration,
} from './configuration/resolve-configuration.js';
import { configureInstruments } from './configure-instruments.js';
import {
  OpenMetricsExporter,
  type OpenMetricsExporterOptions,
} from './opentelemetry/open-metrics-exporter.js';
import { PatientMeterProvider } from './opentelemetry/patient-meter-provider.js';
import { refusedScopes } from './opentelemetry/refused-scopes.js';
import { RunningTelemetry } from './running-telemetry.js';
import { stopOnSignal } from './stop-on-signal.js';
import type { Telemetry } from './telemetry.js';

/**
 * Builds and starts what the configuration asks for. Rejects when the endpoint cannot listen; then nothing has started.
 * `onShutdown` is called once, when the shutdown begins, with its end.
 */
export async function startTelemetry(
  { configuration, origins, inForce }: ResolvedConfiguration,
  onShutdown: (stopped: Promise<void>) => void,
): Promise<Telemetry> {
  const store = configuration.store ?? defaultStore();
  store.configure({
    seriesPerInstrument: configuration.limits.seriesPerInstrument,
    seriesLimit: configuration.limits.series,
    strict: configuration.strict,
  });
  const { serviceName, serviceVersion, scrape, access, tls, health, page, instruments } =
    configuration;
  const { http } = configuration.automatic;
  const { logger: logTo, logLevel, policyFile, metricProducers } = configuration;
  const runs = !configuration.disabled && configuration.exporter === 'prometheus';
  const options: OpenMetricsExporterOptions & OptionsWithOrigins = {
    [ORIGINS]: origins,
    disabled: !runs,
    serviceName,
    serviceVersion,
    scrape,
    access,
    tls,
    health,
    page,
    instruments,
    automatic: { http },
    logLevel,
    logger: logTo,
    policyFile,
    metricProducers,
    store,
    preventServerStart: true,
  };
  const exporter = new OpenMetricsExporter(options);
  configureInstruments(store, inForce); // with `exporter: 'none'` the exporter is disabled, and instruments are not
  const { logger } = exporter;
  const provider = new PatientMeterProvider(
    { resource: resource(configuration), readers: runs ? [exporter] : [] },
    refusedScopes(configuration.automatic, logger),
  );
  exporter.endpoint.readiness.starting();
  try {
    if (runs) await exporter.endpoint.listen();
  } catch (error) {
    await provider.shutdown(); // shuts the exporter, and with it the endpoint
    throw error;
  }
  if (runs) register(provider, logger);
  const automatic = runs
    ? await startAutomaticMetrics({ configuration, store, meterProvider: provider, logger })
    : undefined;
  if (automatic !== undefined) tell(exporter, configuration, automatic.names);
  let ignoreSignals = (): void => undefined;
  const telemetry = new RunningTelemetry({
    configuration,
    store,
    provider,
    exporter,
    onShutdown: (stopped) => {
      stopped.then(ignoreSignals, ignoreSignals);
      stopped.then(automatic?.stop, automatic?.stop);
      onShutdown(stopped);
    },
  });
  if (runs && configuration.shutdown.onSignal)
    ignoreSignals = stopOnSignal(() => telemetry.shutdown());
  exporter.endpoint.readiness.started();
  return telemetry;
}

function resource({ serviceName, serviceVersion, resourceAttributes }: Configuration) {
  return defaultResource().merge(
    resourceFromAttributes({
      ...resourceAttributes,
      'service.name': serviceName,
      ...(serviceVersion === undefined ? {} : { 'service.version': serviceVersion }),
    }),
  );
}

/** Says where what is, and what is collected. */
function tell(
  { endpoint, logger }: OpenMetricsExporter,
  { scrape, health }: Configuration,
  collected: readonly string[],
): void {
  if (health.port !== undefined) logger.info(`health at ${endpoint.healthUrl}`);
  if (!scrape.listen) return;
  const hint =
    scrape.socket === undefined && isLoopback(scrape.host) && inContainer()
      ? '; set scrape.host to 0.0.0.0 to reach it from outside this container'
      : '';
  const names = collected.join(', ') || 'nothing';
  logger.info(`metrics at ${endpoint.url}${hint}; collected by itself: ${names}`);
}

function isLoopback(host: string): boolean {
  return /^(127\.|::1$|localhost$)/i.test(host);
}

function inContainer(): boolean {
  return process.env.KUBERNETES_SERVICE_HOST !== undefined || existsSync('/.dockerenv');
}

/** Another copy of `@opentelemetry/api` may have registered before, and then silently wins. */
function register(provider: MeterProvider, logger: Logger): void {
  metrics.setGlobalMeterProvider(provider);
  if (metrics.getMeterProvider() === provider) return;
  logger.error(
    'another MeterProvider is registered with @opentelemetry/api: instrumentations record into that one and are not on this ' +
      'page; call init() first, install one version of @opentelemetry/api, or give them telemetry.meterProvider',
  );
}
