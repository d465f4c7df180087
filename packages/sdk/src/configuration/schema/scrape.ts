import { boolean, choice, integer, text } from '../option-kinds.js';
import { HOST } from './host.js';

/** The endpoint and how it answers scrapes. */
export const scrape = {
  host: text({
    ...HOST,
    default: '127.0.0.1',
    env: 'OTEL_EXPORTER_PROMETHEUS_HOST',
    description: 'Address that the endpoint listens on; `0.0.0.0` or `::` for all.',
  }),
  port: integer({
    default: 9464,
    min: 0,
    max: 65_535,
    env: 'OTEL_EXPORTER_PROMETHEUS_PORT',
    description: 'Port that the endpoint listens on; 0 for any free one.',
  }),
  socket: text({
    env: 'METERKIT_SCRAPE_SOCKET',
    rule: 'a path of at most 103 bytes',
    accepts: (path) => /^[^\0]+$/.test(path) && Buffer.byteLength(path) <= 103,
    description: 'Unix socket that the endpoint listens on, in the place of host and port.',
  }),
  socketMode: text({
    default: '0660',
    env: 'METERKIT_SCRAPE_SOCKET_MODE',
    rule: 'three octal digits after a 0',
    accepts: (mode) => /^0[0-7]{3}$/.test(mode),
    description: 'Who may connect to the unix socket, as file mode; in YAML in quotes.',
  }),
  listen: boolean({
    default: true,
    env: 'METERKIT_SCRAPE_LISTEN',
    description:
      "The endpoint listens by itself; `false` to mount its handler on the application's server.",
  }),
  metricsPath: path('/metrics', 'METERKIT_SCRAPE_METRICS_PATH', 'Where the metrics are.'),
  healthPath: path('/health', 'METERKIT_SCRAPE_HEALTH_PATH', 'Where the health of the process is.'),
  readyPath: path('/ready', 'METERKIT_SCRAPE_READY_PATH', 'Where its readiness is.'),
  livePage: boolean({
    default: true,
    env: 'METERKIT_SCRAPE_LIVE_PAGE',
    description: 'At `/` the metrics are shown live; `false` for a plain list of links.',
  }),
  defaultFormat: choice({
    values: ['text', 'openmetrics'],
    default: 'text',
    env: 'METERKIT_SCRAPE_DEFAULT_FORMAT',
    description: 'Format for who names none: Prometheus text 0.0.4 or OpenMetrics 1.0.',
  }),
  maxConcurrent: integer({
    default: 10,
    min: 1,
    max: 1000,
    env: 'METERKIT_SCRAPE_MAX_CONCURRENT',
    description: 'Scrapes answered at the same time; further ones get 503.',
  }),
  timeoutMs: integer({
    default: 30_000,
    min: 100,
    max: 600_000,
    env: 'METERKIT_SCRAPE_TIMEOUT_MS',
    description: "Time for a scrape in milliseconds, unless the scraper's own header says less.",
  }),
  callbackTimeoutMs: integer({
    default: 5000,
    min: 100,
    max: 600_000,
    env: 'METERKIT_SCRAPE_CALLBACK_TIMEOUT_MS',
    description:
      'Time for an observable callback in milliseconds; then the page goes out without it.',
  }),
  maxConnections: integer({
    default: 500,
    min: 1,
    max: 100_000,
    env: 'METERKIT_SCRAPE_MAX_CONNECTIONS',
    description: 'Connections to the port at the same time; further ones are closed.',
  }),
  ratePerMinute: integer({
    default: 0,
    min: 0,
    max: 100_000,
    env: 'METERKIT_SCRAPE_RATE_PER_MINUTE',
    description: 'Scrapes a minute of one client address; further ones get 429. 0 for no limit.',
  }),
  maxPageBytes: integer({
    default: 0,
    min: 0,
    max: 4_294_967_296,
    env: 'METERKIT_SCRAPE_MAX_PAGE_BYTES',
    description: 'Size of a page in bytes, before compression; a larger one fails. 0 for no limit.',
  }),
  cacheMs: integer({
    default: 0,
    min: 0,
    max: 60_000,
    env: 'METERKIT_SCRAPE_CACHE_MS',
    description:
      'Time in milliseconds for which a page is sent again instead of collected anew; 0 for never.',
  }),
};

function path(fallback: string, env: `METERKIT_${string}`, description: string) {
  return text({
    default: fallback,
    env,
    description,
    rule: 'a path of its own with one "/" first, without query, fragment or space',
    accepts: (value) => /^\/(?!\/)[!"$->@-~]*$/.test(value),
  });
}
