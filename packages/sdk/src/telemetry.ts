import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PageFormat } from '@meterkit/exposition';
import type { MeterOptions } from '@meterkit/instruments';
import type { MeterProvider } from '@opentelemetry/api';
import type { ReadyCheck, ReadyOptions } from './endpoint/ready-check.js';

/** What `init()` gives. */
export interface Telemetry {
  /**
   * The meter of a class: the same series wherever it is asked for, and those of `new MeterClass()`. Throws `MeterDefinitionError` for what
   * `defineMeter` has not made, and for wrong options.
   */
  get<M extends object>(
    MeterClass: (new (options?: MeterOptions) => M) & { readonly definition: object },
    options?: { readonly namespace?: string },
  ): M;
  /** For OpenTelemetry instrumentations. Their instruments are on the same page. */
  readonly meterProvider: MeterProvider;
  /** Answers requests for the page, health and readiness, by their paths: to mount on a server of the application's. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /**
   * The same in the words of the fetch API: `app.get('/metrics', (c) => telemetry.fetch(c.req.raw, c.env))`. `env` is what a
   * framework gives its handlers; with `@hono/node-server` the answer is by it no traffic of the application.
   */
  readonly fetch: (request: Request, env?: unknown) => Promise<Response>;
  /**
   * Where the page is scraped: `unix:/run/shop.sock:/metrics` on a unix socket; undefined when no endpoint of its own listens.
   */
  readonly scrapeUrl: string | undefined;
  /** Where health is probed: on `health.port`, else beside the page; undefined when nothing listens. */
  readonly healthUrl: string | undefined;
  /** The page as text, `openmetrics` unless said. Rejects when nothing could be collected. */
  collectText(format?: PageFormat): Promise<string>;
  /**
   * Adds a check to the answer of the readiness path, or replaces that of the same name, which is told; returns what takes it away.
   * Throws `ConfigurationError` when the arguments are wrong.
   */
  ready(name: string, check: ReadyCheck, options?: ReadyOptions): () => void;
  /** Sends what is to be sent. There is nothing to do for a page that is scraped. */
  forceFlush(): Promise<void>;
  /**
   * Readiness says no, the page stays up until one more scrape has seen the last values or the grace ends, then everything
   * stops. Later calls wait for the first.
   */
  shutdown(): Promise<void>;
}
