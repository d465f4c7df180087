// Generated from schema/: change that, then run `npm run docs`.
import type { Store } from '@meterkit/instruments';
import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import type { HealthBody, ReadyBody } from '../endpoint/health-bodies.js';
import type { Logger } from './logger.js';

/** What `init()` takes. */
export interface InitOptions {
  /**
   * What this service is called.
   *
   * Expects a string that is not empty; default "unknown_service:node"; environment `OTEL_SERVICE_NAME`.
   */
  readonly serviceName?: string | undefined;
  /**
   * Version of this service.
   *
   * Expects a string that is not empty; environment `METERKIT_SERVICE_VERSION`.
   */
  readonly serviceVersion?: string | undefined;
  /**
   * What else is to be known of this process. `service.name` and `service.version` stand for the options above.
   *
   * Expects strings by name (an attribute name that is not empty and not __proto__); environment `OTEL_RESOURCE_ATTRIBUTES`.
   */
  readonly resourceAttributes?: Readonly<Record<string, string>> | undefined;
  /**
   * Nothing is collected, nothing listens, and instruments record nothing.
   *
   * Expects true or false; default false; environment `OTEL_SDK_DISABLED`.
   */
  readonly disabled?: boolean | undefined;
  /**
   * How metrics leave: on the page that Prometheus scrapes, or not at all.
   *
   * Expects one of prometheus, none; default "prometheus"; environment `OTEL_METRICS_EXPORTER`.
   */
  readonly exporter?: 'prometheus' | 'none' | undefined;
  /**
   * A definition that contradicts an earlier one throws; otherwise it is logged once. Recording never throws.
   *
   * Expects true or false; default false; environment `METERKIT_STRICT`.
   */
  readonly strict?: boolean | undefined;
  /**
   * The least important of Meterkit's own messages that is logged.
   *
   * Expects one of none, error, warn, info, debug; default "info"; environment `OTEL_LOG_LEVEL`.
   */
  readonly logLevel?: 'none' | 'error' | 'warn' | 'info' | 'debug' | undefined;
  /**
   * Where Meterkit's own messages go; the console when unset.
   *
   * Expects an object with the functions error, warn, info and debug.
   */
  readonly logger?: Logger | undefined;
  /**
   * The store whose series are exported; that of the process when unset.
   *
   * Expects a store made by createStore().
   */
  readonly store?: Store | undefined;
  /**
   * Whose metrics are on the page, too, such as those of `fromPromClient(registry)`. One that fails or hangs loses only its own.
   *
   * Expects a list of MetricProducers, each of them once.
   */
  readonly metricProducers?: readonly MetricProducer[] | undefined;
  /**
   * YAML file with options, relative to the working directory.
   *
   * Expects a string that is not empty; environment `METERKIT_CONFIG_FILE`.
   */
  readonly configFile?: string | undefined;
  /**
   * YAML file with live options, watched while the process runs; relative to the working directory.
   *
   * Expects a string that is not empty; environment `METERKIT_POLICY_FILE`.
   */
  readonly policyFile?: string | undefined;
  readonly scrape?: ScrapeOptions | undefined;
  readonly access?: AccessOptions | undefined;
  readonly tls?: TlsOptions | undefined;
  readonly health?: HealthOptions | undefined;
  readonly page?: PageOptions | undefined;
  readonly instruments?: InstrumentsOptions | undefined;
  readonly automatic?: AutomaticOptions | undefined;
  readonly limits?: LimitsOptions | undefined;
  readonly shutdown?: ShutdownOptions | undefined;
}

/** The `scrape` options of `init()`. */
export interface ScrapeOptions {
  /**
   * Address that the endpoint listens on; `0.0.0.0` or `::` for all.
   *
   * Expects a host name or an IP address, without port; default "127.0.0.1"; environment `OTEL_EXPORTER_PROMETHEUS_HOST`.
   */
  readonly host?: string | undefined;
  /**
   * Port that the endpoint listens on; 0 for any free one.
   *
   * Expects an integer from 0 to 65535; default 9464; environment `OTEL_EXPORTER_PROMETHEUS_PORT`.
   */
  readonly port?: number | undefined;
  /**
   * Unix socket that the endpoint listens on, in the place of host and port.
   *
   * Expects a path of at most 103 bytes; environment `METERKIT_SCRAPE_SOCKET`.
   */
  readonly socket?: string | undefined;
  /**
   * Who may connect to the unix socket, as file mode; in YAML in quotes.
   *
   * Expects three octal digits after a 0; default "0660"; environment `METERKIT_SCRAPE_SOCKET_MODE`.
   */
  readonly socketMode?: string | undefined;
  /**
   * The endpoint listens by itself; `false` to mount its handler on the application's server.
   *
   * Expects true or false; default true; environment `METERKIT_SCRAPE_LISTEN`.
   */
  readonly listen?: boolean | undefined;
  /**
   * Where the metrics are.
   *
   * Expects a path of its own with one "/" first, without query, fragment or space; default "/metrics"; environment `METERKIT_SCRAPE_METRICS_PATH`.
   */
  readonly metricsPath?: string | undefined;
  /**
   * Where the health of the process is.
   *
   * Expects a path of its own with one "/" first, without query, fragment or space; default "/health"; environment `METERKIT_SCRAPE_HEALTH_PATH`.
   */
  readonly healthPath?: string | undefined;
  /**
   * Where its readiness is.
   *
   * Expects a path of its own with one "/" first, without query, fragment or space; default "/ready"; environment `METERKIT_SCRAPE_READY_PATH`.
   */
  readonly readyPath?: string | undefined;
  /**
   * At `/` the metrics are shown live; `false` for a plain list of links.
   *
   * Expects true or false; default true; environment `METERKIT_SCRAPE_LIVE_PAGE`.
   */
  readonly livePage?: boolean | undefined;
  /**
   * Format for who names none: Prometheus text 0.0.4 or OpenMetrics 1.0.
   *
   * Expects one of text, openmetrics; default "text"; environment `METERKIT_SCRAPE_DEFAULT_FORMAT`.
   */
  readonly defaultFormat?: 'text' | 'openmetrics' | undefined;
  /**
   * Scrapes answered at the same time; further ones get 503.
   *
   * Expects an integer from 1 to 1000; default 10; environment `METERKIT_SCRAPE_MAX_CONCURRENT`.
   */
  readonly maxConcurrent?: number | undefined;
  /**
   * Time for a scrape in milliseconds, unless the scraper's own header says less.
   *
   * Expects an integer from 100 to 600000; default 30000; environment `METERKIT_SCRAPE_TIMEOUT_MS`.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Time for an observable callback in milliseconds; then the page goes out without it.
   *
   * Expects an integer from 100 to 600000; default 5000; environment `METERKIT_SCRAPE_CALLBACK_TIMEOUT_MS`.
   */
  readonly callbackTimeoutMs?: number | undefined;
  /**
   * Connections to the port at the same time; further ones are closed.
   *
   * Expects an integer from 1 to 100000; default 500; environment `METERKIT_SCRAPE_MAX_CONNECTIONS`.
   */
  readonly maxConnections?: number | undefined;
  /**
   * Scrapes a minute of one client address; further ones get 429. 0 for no limit.
   *
   * Expects an integer from 0 to 100000; default 0; environment `METERKIT_SCRAPE_RATE_PER_MINUTE`.
   */
  readonly ratePerMinute?: number | undefined;
  /**
   * Size of a page in bytes, before compression; a larger one fails. 0 for no limit.
   *
   * Expects an integer from 0 to 4294967296; default 0; environment `METERKIT_SCRAPE_MAX_PAGE_BYTES`.
   */
  readonly maxPageBytes?: number | undefined;
  /**
   * Time in milliseconds for which a page is sent again instead of collected anew; 0 for never.
   *
   * Expects an integer from 0 to 60000; default 0; environment `METERKIT_SCRAPE_CACHE_MS`.
   */
  readonly cacheMs?: number | undefined;
}

/** The `access` options of `init()`. */
export interface AccessOptions {
  /**
   * Who may read the page by basic authentication: passwords, or their hashes.
   *
   * Expects strings by name (the name of a user, without ":"); environment `METERKIT_ACCESS_USERS`.
   */
  readonly users?: Readonly<Record<string, string>> | undefined;
  /**
   * File with more of them, `name:hash` in each line; it may change at any time.
   *
   * Expects a string that is not empty; environment `METERKIT_ACCESS_USERS_FILE`.
   */
  readonly usersFile?: string | undefined;
  /**
   * Bearer tokens that open the page.
   *
   * Expects a list of tokens of letters, digits and "-._~+/"; default []; environment `METERKIT_ACCESS_TOKENS`.
   */
  readonly tokens?: readonly string[] | undefined;
  /**
   * File with more of them, one in each line; it may change at any time.
   *
   * Expects a string that is not empty; environment `METERKIT_ACCESS_TOKEN_FILE`.
   */
  readonly tokenFile?: string | undefined;
  /**
   * Only from these addresses and ranges the page can be read; from all when empty.
   *
   * Expects a list of IP addresses and ranges like 10.0.0.0/8; default []; environment `METERKIT_ACCESS_ALLOW`.
   */
  readonly allow?: readonly string[] | undefined;
}

/** The `tls` options of `init()`. */
export interface TlsOptions {
  /**
   * File with the certificate and those that lead to its authority, PEM.
   *
   * Expects a string that is not empty; environment `METERKIT_TLS_CERT_FILE`.
   */
  readonly certFile?: string | undefined;
  /**
   * File with the key of the certificate, PEM.
   *
   * Expects a string that is not empty; environment `METERKIT_TLS_KEY_FILE`.
   */
  readonly keyFile?: string | undefined;
  /**
   * File with the authorities one of which a client needs a certificate of, PEM.
   *
   * Expects a string that is not empty; environment `METERKIT_TLS_CLIENT_CA_FILE`.
   */
  readonly clientCaFile?: string | undefined;
}

/** The `health` options of `init()`. */
export interface HealthOptions {
  /**
   * A second port for health and readiness, without the page, 0 for any free one; the page's port answers them in any case.
   *
   * Expects an integer from 0 to 65535; environment `METERKIT_HEALTH_PORT`.
   */
  readonly port?: number | undefined;
  /**
   * Address that `health.port` is on; `scrape.host` when unset.
   *
   * Expects a host name or an IP address, without port; environment `METERKIT_HEALTH_HOST`.
   */
  readonly host?: string | undefined;
  /**
   * Time for a readiness check in milliseconds, unless it has its own; then it means no.
   *
   * Expects an integer from 1 to 600000; default 2000; environment `METERKIT_HEALTH_CHECK_TIMEOUT_MS`.
   */
  readonly checkTimeoutMs?: number | undefined;
  /**
   * How long the answer of a readiness check is used again, in milliseconds, unless it has its own.
   *
   * Expects an integer from 0 to 600000; default 1000; environment `METERKIT_HEALTH_CHECK_CACHE_MS`.
   */
  readonly checkCacheMs?: number | undefined;
  /**
   * Not ready above this 99th percentile of the delay of the event loop in milliseconds, and ready again at half of it; not looked at when unset.
   *
   * Expects an integer from 1 to 600000; environment `METERKIT_HEALTH_EVENT_LOOP_DELAY_MS`.
   */
  readonly eventLoopDelayMs?: number | undefined;
  /**
   * Makes the JSON of the health path, in the place of the own one.
   *
   * Expects a function.
   */
  readonly body?: HealthBody | undefined;
  /**
   * Makes the JSON of the readiness path, in the place of the own one.
   *
   * Expects a function.
   */
  readonly readyBody?: ReadyBody | undefined;
}

/** The `page` options of `init()`. */
export interface PageOptions {
  /**
   * Write `_created` samples, which tell when a series began (OpenMetrics only).
   *
   * Expects true or false; default false; environment `METERKIT_PAGE_CREATED`.
   */
  readonly created?: boolean | undefined;
  /**
   * Write the labels `otel_scope_name`, `otel_scope_version` and `otel_scope_schema_url`.
   *
   * Expects true or false; default false; environment `METERKIT_PAGE_SCOPE_LABELS`.
   */
  readonly scopeLabels?: boolean | undefined;
  /**
   * Write `target_info` with the resource attributes.
   *
   * Expects true or false; default true; environment `METERKIT_PAGE_TARGET_INFO`.
   */
  readonly targetInfo?: boolean | undefined;
  /**
   * Characters in names that Prometheus did not know before version 3: replaced, or kept.
   *
   * Expects one of underscores, utf-8; default "underscores"; environment `METERKIT_PAGE_TRANSLATION`.
   */
  readonly translation?: 'underscores' | 'utf-8' | undefined;
  /**
   * Labels on every series.
   *
   * Expects strings by name (a label name: letters, digits and "_", no digit or "__" first, not "le"); environment `METERKIT_PAGE_CONSTANT_LABELS`.
   */
  readonly constantLabels?: Readonly<Record<string, string>> | undefined;
  /**
   * Only these are on the page, by name as declared or as on the page; `*` stands for any text.
   *
   * Expects a list of names or patterns with `*`; default []; environment `METERKIT_PAGE_INCLUDE`.
   */
  readonly include?: readonly string[] | undefined;
  /**
   * These are not on the page, by name as declared or as on the page; `*` stands for any text.
   *
   * Expects a list of names or patterns with `*`; default []; environment `METERKIT_PAGE_EXCLUDE`.
   */
  readonly exclude?: readonly string[] | undefined;
}

/** The `instruments` options of `init()`. */
export interface InstrumentsOptions {
  /**
   * Instruments that record nothing, by name as declared; `*` stands for any text.
   *
   * Expects a list of names or patterns with `*`; default []; environment `METERKIT_INSTRUMENTS_DISABLED`.
   */
  readonly disabled?: readonly string[] | undefined;
  /**
   * Bounds of histograms, in the place of those declared.
   *
   * Expects lists of numbers by name (the name of an instrument, or a pattern with `*`); environment `METERKIT_INSTRUMENTS_BOUNDS`.
   */
  readonly bounds?: Readonly<Record<string, readonly number[]>> | undefined;
  /**
   * Labels that are not on the page: the series that differ in them only become one.
   *
   * Expects lists by name (the name of an instrument, or a pattern with `*`); environment `METERKIT_INSTRUMENTS_DROP_LABELS`.
   */
  readonly dropLabels?: Readonly<Record<string, readonly string[]>> | undefined;
  /**
   * Other names of instruments on the page, before unit and `_total` are appended.
   *
   * Expects strings by name (the name of an instrument); environment `METERKIT_INSTRUMENTS_RENAME`.
   */
  readonly rename?: Readonly<Record<string, string>> | undefined;
}

/** The `automatic` options of `init()`. */
export interface AutomaticOptions {
  /**
   * Requests that the process answers and makes: by Meterkit's recorder, or durations by `@opentelemetry/instrumentation-http`, for who traces too.
   *
   * Expects one of meterkit, opentelemetry, off; default "meterkit"; environment `METERKIT_AUTOMATIC_HTTP`.
   */
  readonly http?: 'meterkit' | 'opentelemetry' | 'off' | undefined;
  /**
   * CPU time, memory, bytes of sockets, threads, descriptors and age of the process.
   *
   * Expects true or false; default true; environment `METERKIT_AUTOMATIC_PROCESS`.
   */
  readonly process?: boolean | undefined;
  /**
   * Garbage collection, heap, event loop, modules, uncaught exceptions and active resources.
   *
   * Expects true or false; default true; environment `METERKIT_AUTOMATIC_RUNTIME`.
   */
  readonly runtime?: boolean | undefined;
  /**
   * CPU, memory and network of the whole host, by OpenTelemetry's package, which has to be installed.
   *
   * Expects true or false; default false; environment `METERKIT_AUTOMATIC_HOST`.
   */
  readonly host?: boolean | undefined;
}

/** The `limits` options of `init()`. */
export interface LimitsOptions {
  /**
   * Series of one instrument; measurements past it go to its overflow series.
   *
   * Expects an integer from 1 to 10000000; default 2000; environment `METERKIT_LIMITS_SERIES_PER_INSTRUMENT`.
   */
  readonly seriesPerInstrument?: number | undefined;
  /**
   * Series of all instruments together.
   *
   * Expects an integer from 1 to 100000000; default 1000000; environment `METERKIT_LIMITS_SERIES`.
   */
  readonly series?: number | undefined;
}

/** The `shutdown` options of `init()`. */
export interface ShutdownOptions {
  /**
   * Shut down at SIGTERM.
   *
   * Expects true or false; default true; environment `METERKIT_SHUTDOWN_ON_SIGNAL`.
   */
  readonly onSignal?: boolean | undefined;
  /**
   * Longest wait for a last scrape at shutdown, in milliseconds.
   *
   * Expects an integer from 0 to 600000; default 20000; environment `METERKIT_SHUTDOWN_GRACE_MS`.
   */
  readonly graceMs?: number | undefined;
}
