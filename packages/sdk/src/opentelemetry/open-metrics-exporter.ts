import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FamilyColumns } from '@meterkit/exposition';
import { defaultStore, type Store } from '@meterkit/instruments';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import type { Resource } from '@opentelemetry/resources';
import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import type { CollectedPage, CollectPageOptions, PageSource } from '../collected-page.js';
import type { Configuration } from '../configuration/configuration.js';
import { problemMessage } from '../configuration/configuration-error.js';
import type { InitOptions } from '../configuration/init-options.js';
import type { Logger } from '../configuration/logger.js';
import { resolveConfiguration } from '../configuration/resolve-configuration.js';
import { configureInstruments } from '../configure-instruments.js';
import { createEndpoint, type Endpoint } from '../endpoint/endpoint.js';
import { leveledLogger } from '../leveled-logger.js';
import { PageReport } from '../page-report.js';
import { LivePolicy } from '../policy/live-policy.js';
import { ScrapeMetrics } from '../scrape-metrics.js';
import { SharedRuns } from '../shared-runs.js';
import { within } from '../within.js';
import { FamilyStreams } from './family-streams.js';
import { guardProducer } from './guard-producer.js';
import { PageCache } from './page-cache.js';
import type { PagePolicy } from './page-policy.js';
import { StoreMetricProducer } from './store-metric-producer.js';

/** The options of `init()` that an exporter has, and the two of its parent that stay meaningful. */
export interface OpenMetricsExporterOptions
  extends Pick<
    InitOptions,
    | 'disabled'
    | 'serviceName'
    | 'serviceVersion'
    | 'scrape'
    | 'access'
    | 'tls'
    | 'health'
    | 'page'
    | 'instruments'
    | 'logger'
    | 'logLevel'
    | 'policyFile'
    | 'store'
    | 'metricProducers'
  > {
  /** Do not listen before `startServer()` is called: `getMetricsRequestHandler` is mounted elsewhere. Default false. */
  readonly preventServerStart?: boolean;
  /** Starts nothing here. With `http: 'opentelemetry'` the durations that Meterkit records are disabled, for theirs are on the page. */
  readonly automatic?: Pick<NonNullable<InitOptions['automatic']>, 'http'>;
}

/** The page of who has disabled metrics. */
const NOTHING: CollectedPage = {
  page: { families: [], problems: [] },
  beganMs: 0,
  partial: false,
  report: () => undefined,
  end: () => undefined,
};

interface CollectedStreams {
  readonly beganMs: number;
  /** The one that was in force when the collection began. */
  readonly policy: PagePolicy;
  readonly streams: readonly FamilyColumns[];
  readonly partial: boolean;
}

/**
 * The drop-in for OpenTelemetry's Prometheus exporter, for a MeterProvider made by somebody else:
 * `new NodeSDK({ metricReaders: [new OpenMetricsExporter()] })`. Shows the provider's instruments and the store's typed meters
 * as OpenMetrics 1.0 or Prometheus text, by negotiation (OpenTelemetry, Prometheus Exporter). Throws `ConfigurationError`.
 *
 * A callback of that provider that hangs is begun again at each collection, as upstream does, and makes each last until the
 * callback's time is over; `init()` makes a provider that does not.
 */
export class OpenMetricsExporter extends PrometheusExporter implements PageSource {
  readonly endpoint: Endpoint;
  /** Where it writes its messages: the one given, from the level in force on. */
  readonly logger: Logger;
  readonly #store: Store;
  readonly #configuration: Configuration;
  readonly #streams: FamilyStreams;
  readonly #report: PageReport;
  readonly #pages: PageCache;
  readonly #livePolicy: LivePolicy;
  readonly #collecting = new SharedRuns<CollectedStreams>();
  #detecting: Promise<unknown> | undefined;

  /** `callback` hears when the endpoint listens, or why it does not. */
  constructor(options: OpenMetricsExporterOptions = {}, callback?: (error?: unknown) => void) {
    const { preventServerStart = false, ...own } = options;
    const resolved = resolveConfiguration({
      ...own,
      page: { scopeLabels: true, ...own.page }, // on, as the specification has it for exporters
    });
    const { configuration, inForce } = resolved;
    const logger = leveledLogger(configuration.logger, inForce.configuration.logLevel);
    const store = configuration.store ?? defaultStore();
    store.logTo(logger);
    configureInstruments(store, inForce);
    for (const warning of resolved.warnings) logger.warn(problemMessage(warning));
    const metrics = new ScrapeMetrics({ store });
    const report = new PageReport(metrics, logger);
    const guarded = (configuration.metricProducers ?? []).map((producer, i) =>
      guardProducer(producer, report.failuresOf(`producer_${i + 1}`)),
    );
    super({
      preventServerStart: true,
      metricProducers: [new StoreMetricProducer(store), ...guarded],
    });
    this.#configuration = configuration;
    this.logger = logger;
    this.#store = store;
    this.#streams = new FamilyStreams(configuration.page.targetInfo);
    this.#report = report;
    const { translation, scopeLabels, constantLabels } = configuration.page;
    this.#pages = new PageCache({ translation, scopeLabels, constantLabels });
    this.endpoint = createEndpoint({ source: this, configuration, metrics, logger });
    this.#livePolicy = new LivePolicy({
      resolved,
      store,
      logger,
      idle: () => this.#collecting.idle(),
    });
    if (!preventServerStart) void this.#start(logger, callback);
  }

  /** Called by the MeterProvider. */
  override setMetricProducer(producer: MetricProducer): void {
    super.setMetricProducer(guardProducer(producer, this.#report.failuresOf('sdk')));
  }

  async collectPage({ timeoutMs, escaping }: CollectPageOptions): Promise<CollectedPage> {
    if (this.#configuration.disabled) return NOTHING;
    // not begun in this turn of the event loop, for the scrapes that have arrived with this one, and for a callback that asks for a page
    const { beganMs, policy, streams, partial } = await this.#collecting.join(timeoutMs, () =>
      nextTurn().then(() => this.#collectStreams(timeoutMs)),
    );
    const end = this.#store.beginPage();
    try {
      const page = this.#pages.page(policy.apply(streams), escaping);
      this.#report.problems(page.problems);
      return { page, beganMs, partial, report: this.#report.problems, end };
    } catch (error) {
      end();
      throw error;
    }
  }

  /** Answers a request for the page, whatever its path; for a server of the application's own. */
  override getMetricsRequestHandler(request: IncomingMessage, response: ServerResponse): void {
    void this.endpoint.scrape(request, response);
  }

  /** Listens where the options say: not for the page with `scrape.listen: false`, nor at all when disabled. */
  override async startServer(): Promise<void> {
    await this.endpoint.listen();
  }

  override async stopServer(): Promise<void> {
    await this.endpoint.close();
  }

  override onShutdown(): Promise<void> {
    this.#livePolicy.stop();
    this.endpoint.readiness.stop();
    return super.onShutdown();
  }

  async #collectStreams(timeoutMs: number): Promise<CollectedStreams> {
    const policy = this.#livePolicy.ofPage;
    const beganMs = performance.now();
    const before = this.#report.collectFailures;
    const { resourceMetrics, errors } = await this.collect({ timeoutMillis: timeoutMs });
    await this.#resourceDetected(resourceMetrics.resource, beganMs + timeoutMs - performance.now());
    const { streams, leftOut } = this.#streams.of(resourceMetrics);
    this.#report.problems(leftOut);
    this.#livePolicy.collected(streams);
    const failed = errors.length > 0 || this.#report.collectFailures > before;
    return { beganMs, policy, streams, partial: failed || leftOut.length > 0 };
  }

  /** The first collection waits for a resource that is still being detected, later ones take what there is of it. */
  #resourceDetected(resource: Resource, limitMs: number): Promise<unknown> {
    const detected = async (): Promise<void> => resource.waitForAsyncAttributes?.();
    this.#detecting ??= within(
      detected().catch(() => undefined),
      Math.max(0, limitMs),
    );
    return this.#detecting;
  }

  async #start(logger: Logger, callback: ((error?: unknown) => void) | undefined): Promise<void> {
    try {
      await this.startServer().then(
        () => callback?.(),
        (error) => {
          logger.error(String(error));
          callback?.(error);
        },
      );
    } catch (error) {
      logger.error('OpenMetricsExporter: its callback failed', error);
    }
  }
}
