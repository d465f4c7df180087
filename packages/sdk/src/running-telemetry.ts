import type { IncomingMessage, ServerResponse } from 'node:http';
import { type PageFormat, pageText } from '@meterkit/exposition';
import { MeterDefinitionError, type MeterOptions, type Store } from '@meterkit/instruments';
import { metrics } from '@opentelemetry/api';
import type { MeterProvider } from '@opentelemetry/sdk-metrics';
import type { Configuration } from './configuration/configuration.js';
import { displayValue } from './configuration/display-value.js';
import type { ReadyCheck, ReadyOptions } from './endpoint/ready-check.js';
import { awaitLastScrape } from './last-scrape.js';
import type { OpenMetricsExporter } from './opentelemetry/open-metrics-exporter.js';
import type { Telemetry } from './telemetry.js';

export interface TelemetryParts {
  readonly configuration: Configuration;
  readonly store: Store;
  readonly provider: MeterProvider;
  readonly exporter: OpenMetricsExporter;
  /** Called once, when the shutdown begins, with its end. */
  readonly onShutdown: (stopped: Promise<void>) => void;
}

/** The telemetry of a process between `init()` and its shutdown. */
export class RunningTelemetry implements Telemetry {
  readonly meterProvider: MeterProvider;
  readonly #parts: TelemetryParts;
  #stopped: Promise<void> | undefined;

  constructor(parts: TelemetryParts) {
    this.#parts = parts;
    this.meterProvider = parts.provider;
  }

  get<M extends object>(
    MeterClass: (new (options?: MeterOptions) => M) & { readonly definition: object },
    options: { readonly namespace?: string } = {},
  ): M {
    if (typeof MeterClass !== 'function' || !('definition' in MeterClass))
      throw new MeterDefinitionError([
        `telemetry.get(): expected a class made by defineMeter(), got ${displayValue(MeterClass)}`,
      ]);
    return new MeterClass({ store: this.#parts.store, ...options });
  }

  readonly handler = (request: IncomingMessage, response: ServerResponse): void => {
    void this.#parts.exporter.endpoint.handle(request, response);
  };

  readonly fetch = (request: Request, env?: unknown): Promise<Response> =>
    this.#parts.exporter.endpoint.fetch(request, env);

  get scrapeUrl(): string | undefined {
    return this.#parts.exporter.endpoint.url;
  }

  get healthUrl(): string | undefined {
    return this.#parts.exporter.endpoint.healthUrl;
  }

  async collectText(format: PageFormat = 'openmetrics'): Promise<string> {
    const { configuration, exporter } = this.#parts;
    const { page, end } = await exporter.collectPage({
      timeoutMs: configuration.scrape.callbackTimeoutMs,
    });
    try {
      return pageText(page, { format, created: configuration.page.created });
    } finally {
      end();
    }
  }

  ready(name: string, check: ReadyCheck, options?: ReadyOptions): () => void {
    return this.#parts.exporter.endpoint.readiness.add(name, check, options);
  }

  async forceFlush(): Promise<void> {
    await this.#parts.provider.forceFlush();
  }

  shutdown(): Promise<void> {
    if (this.#stopped === undefined) {
      this.#stopped = this.#shutdown();
      this.#parts.onShutdown(this.#stopped);
    }
    return this.#stopped;
  }

  async #shutdown(): Promise<void> {
    const { configuration, exporter, provider } = this.#parts;
    exporter.endpoint.readiness.stop();
    try {
      await awaitLastScrape(exporter.endpoint, configuration.shutdown.graceMs);
      await provider.shutdown(); // shuts the exporter, and with it the endpoint
    } finally {
      if (metrics.getMeterProvider() === provider) metrics.disable();
    }
  }
}
