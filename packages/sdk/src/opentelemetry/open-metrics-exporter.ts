import type { IncomingMessage, ServerResponse } from 'node:http';
import { assemblePage, type FamilyColumns, type PageProblem } from '@meterkit/exposition';
import { defaultStore, type Store } from '@meterkit/instruments';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import type { CollectedPage, CollectPageOptions, PageSource } from '../collected-page.js';
import type { Configuration } from '../configuration/configuration.js';
import type { InitOptions } from '../configuration/init-options.js';
import type { Logger } from '../configuration/logger.js';
import { resolveConfiguration } from '../configuration/resolve-configuration.js';
import { createEndpoint, type Endpoint } from '../endpoint/endpoint.js';
import { leveledLogger } from '../leveled-logger.js';
import { LogLimiter } from '../log-limiter.js';
import { ScrapeMetrics } from '../scrape-metrics.js';
import { FamilyStreams } from './family-streams.js';
import { guardProducer } from './guard-producer.js';
import { StoreMetricProducer } from './store-metric-producer.js';

/** The options of `init()` that an exporter has, and the two of its parent that stay meaningful. */
export interface OpenMetricsExporterOptions
  extends Pick<
    InitOptions,
    'serviceName' | 'serviceVersion' | 'scrape' | 'page' | 'logger' | 'logLevel' | 'store'
  > {
  /** Do not listen: `getMetricsRequestHandler` is mounted elsewhere. Default false. */
  readonly preventServerStart?: boolean;
  /** Further producers of metrics for the page. One that fails or hangs loses nobody else's. */
  readonly metricProducers?: readonly MetricProducer[];
}

interface CollectedStreams {
  readonly streams: readonly FamilyColumns[];
  readonly partial: boolean;
}

/**
 * The drop-in for OpenTelemetry's Prometheus exporter, for a MeterProvider made by somebody else:
 * `new NodeSDK({ metricReaders: [new OpenMetricsExporter()] })`. Shows the provider's instruments and the store's typed meters
 * as OpenMetrics 1.0 or Prometheus text, by negotiation (OpenTelemetry, Prometheus Exporter). Throws `ConfigurationError`.
 */
export class OpenMetricsExporter extends PrometheusExporter implements PageSource {
  readonly endpoint: Endpoint;
  readonly #store: Store;
  readonly #configuration: Configuration;
  readonly #streams: FamilyStreams;
  readonly #metrics: ScrapeMetrics;
  readonly #log: LogLimiter;
  readonly #failures: { count: number };
  #collecting: Promise<CollectedStreams> | undefined;

  /** `callback` hears when the endpoint listens, or why it does not. */
  constructor(options: OpenMetricsExporterOptions = {}, callback?: (error?: unknown) => void) {
    const { preventServerStart = false, metricProducers = [], ...own } = options;
    const { configuration } = resolveConfiguration({
      ...own,
      page: { scopeLabels: true, ...own.page }, // on, as the specification has it for exporters
    });
    const logger = leveledLogger(configuration.logger, configuration.logLevel);
    const store = configuration.store ?? defaultStore();
    const metrics = new ScrapeMetrics({ store });
    const log = new LogLimiter(logger);
    const failures = { count: 0 };
    const failed = (collector: string, cause: 'error' | 'timeout', error: unknown): void => {
      failures.count++;
      metrics.collectFailures.add(1, { collector, cause });
      log.warn(
        `${collector}\n${cause}`,
        () => `${collector}: collecting ended in ${cause} ${error}`,
      );
    };
    const producers = metricProducers.map((p, i) => guardProducer(p, `producer_${i + 1}`, failed));
    super({
      preventServerStart: true,
      metricProducers: [new StoreMetricProducer(store), ...producers],
    });
    this.#configuration = configuration;
    this.#store = store;
    this.#streams = new FamilyStreams(configuration.page.targetInfo);
    this.#metrics = metrics;
    this.#log = log;
    this.#failures = failures;
    this.#guardSdk = (producer) => guardProducer(producer, 'sdk', failed);
    this.endpoint = createEndpoint({ source: this, configuration, metrics, logger });
    if (!preventServerStart) void this.#start(logger, callback);
  }

  readonly #guardSdk: (producer: MetricProducer) => MetricProducer;

  /** Called by the MeterProvider. */
  override setMetricProducer(producer: MetricProducer): void {
    super.setMetricProducer(this.#guardSdk(producer));
  }

  async collectPage({ timeoutMs, escaping }: CollectPageOptions): Promise<CollectedPage> {
    this.#collecting ??= this.#collectStreams(timeoutMs).finally(() => {
      this.#collecting = undefined;
    });
    const { streams, partial } = await this.#collecting;
    const end = this.#store.beginPage();
    try {
      const { translation, scopeLabels, constantLabels } = this.#configuration.page;
      const page = assemblePage(streams, { translation, escaping, scopeLabels, constantLabels });
      this.#report(page.problems);
      return { page, partial, report: (problems) => this.#report(problems), end };
    } catch (error) {
      end();
      throw error;
    }
  }

  /** Answers a request for the page, whatever its path; for a server of the application's own. */
  override getMetricsRequestHandler(request: IncomingMessage, response: ServerResponse): void {
    void this.endpoint.scrape(request, response);
  }

  override async startServer(): Promise<void> {
    await this.endpoint.listen();
  }

  override async stopServer(): Promise<void> {
    await this.endpoint.close();
  }

  #report(problems: readonly PageProblem[]): void {
    for (const { family, problem, detail } of problems) {
      this.#metrics.pageProblems.add(1, { problem });
      this.#log.warn(`${family}\n${problem}`, () => `${family}: ${problem}: ${detail}`);
    }
  }

  async #collectStreams(timeoutMs: number): Promise<CollectedStreams> {
    const before = this.#failures.count;
    const { resourceMetrics } = await this.collect({ timeoutMillis: timeoutMs });
    const { streams, unknown } = this.#streams.of(resourceMetrics);
    for (const name of unknown)
      this.#log.warn(name, () => `${name}: left out, the page has no such kind of metric`);
    return { streams, partial: this.#failures.count > before || unknown.length > 0 };
  }

  async #start(logger: Logger, callback: ((error?: unknown) => void) | undefined): Promise<void> {
    try {
      await this.startServer();
      callback?.();
    } catch (error) {
      logger.error(String(error));
      callback?.(error);
    }
  }
}
