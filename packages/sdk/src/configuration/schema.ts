import { isIP } from 'node:net';
import type { Store } from '@meterkit/instruments';
import type { Logger } from './logger.js';
import type { OptionGroup } from './option.js';
import {
  ascendingNumbers,
  boolean,
  choice,
  codeOnly,
  integer,
  list,
  lists,
  strings,
  text,
} from './option-kinds.js';

const PATTERN = /^[\w.\-/*]+$/;

/** What is decided by the name of an instrument. An exact name wins over a pattern, a longer pattern over a shorter one. */
const byInstrument = {
  nameRule: 'the name of an instrument, or a pattern with `*`',
  acceptsName: (name: string) => PATTERN.test(name),
};

/**
 * The options of `init()`, one row each. Parsing, messages, the types {@link Configuration} and `InitOptions`,
 * `docs/configuration.md` and the example file follow from here. After a change run `npm run docs`.
 */
export const schema = {
  serviceName: text({
    default: 'unknown_service:node',
    env: 'OTEL_SERVICE_NAME',
    description: 'What this service is called.',
  }),
  serviceVersion: text({
    env: 'METERKIT_SERVICE_VERSION',
    description: 'Version of this service.',
  }),
  resourceAttributes: strings({
    env: 'OTEL_RESOURCE_ATTRIBUTES',
    nameRule: 'an attribute name that is not empty and not __proto__',
    acceptsName: (name) => name !== '' && name !== '__proto__',
    aliases: new Map([
      ['service.name', 'serviceName'],
      ['service.version', 'serviceVersion'],
    ]),
    description:
      'What else is to be known of this process. `service.name` and `service.version` stand for the options above.',
  }),
  disabled: boolean({
    default: false,
    otherwise: false,
    env: 'OTEL_SDK_DISABLED',
    description: 'Nothing is collected and nothing listens; instruments can be used as ever.',
  }),
  exporter: choice({
    values: ['prometheus', 'none'],
    default: 'prometheus',
    otherwise: 'prometheus', // often set for a whole cluster: a MUST to warn of what is not known, and to ignore it
    env: 'OTEL_METRICS_EXPORTER',
    fix: 'no other exporter is supported yet',
    description: 'How metrics leave: on the page that Prometheus scrapes, or not at all.',
  }),
  strict: boolean({
    default: false,
    env: 'METERKIT_STRICT',
    description: 'Mistakes in the use of instruments throw; otherwise they are logged once.',
  }),
  logLevel: choice({
    values: ['none', 'error', 'warn', 'info', 'debug'],
    synonyms: { verbose: 'debug', all: 'debug' },
    default: 'info',
    otherwise: 'info',
    env: 'OTEL_LOG_LEVEL',
    description: "The least important of Meterkit's own messages that is logged.",
  }),
  logger: codeOnly<Logger>({
    type: 'Logger',
    rule: 'an object with the functions error, warn, info and debug',
    accepts: isLogger,
    description: "Where Meterkit's own messages go; the console when unset.",
  }),
  store: codeOnly<Store>({
    type: 'Store',
    rule: 'a store made by createStore()',
    accepts: isStore,
    description: 'The store whose series are exported; that of the process when unset.',
  }),
  configFile: text({
    env: 'METERKIT_CONFIG_FILE',
    inFile: false,
    description: 'YAML file with options, relative to the working directory.',
  }),
  scrape: {
    host: text({
      default: '127.0.0.1',
      env: 'OTEL_EXPORTER_PROMETHEUS_HOST',
      rule: 'a host name or an IP address, without port',
      accepts: (host) => isIP(host) > 0 || /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i.test(host),
      description: 'Address that the endpoint listens on; `0.0.0.0` or `::` for all.',
    }),
    port: integer({
      default: 9464,
      min: 0,
      max: 65_535,
      env: 'OTEL_EXPORTER_PROMETHEUS_PORT',
      description: 'Port that the endpoint listens on; 0 for any free one.',
    }),
    listen: boolean({
      default: true,
      env: 'METERKIT_SCRAPE_LISTEN',
      description:
        "The endpoint listens by itself; `false` to mount its handler on the application's server.",
    }),
    metricsPath: path('/metrics', 'METERKIT_SCRAPE_METRICS_PATH', 'Where the metrics are.'),
    healthPath: path(
      '/health',
      'METERKIT_SCRAPE_HEALTH_PATH',
      'Where the health of the process is.',
    ),
    readyPath: path('/ready', 'METERKIT_SCRAPE_READY_PATH', 'Where its readiness is.'),
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
  },
  page: {
    created: boolean({
      default: false,
      env: 'METERKIT_PAGE_CREATED',
      description: 'Write `_created` samples, which tell when a series began (OpenMetrics only).',
    }),
    scopeLabels: boolean({
      default: false,
      env: 'METERKIT_PAGE_SCOPE_LABELS',
      description:
        'Write the labels `otel_scope_name`, `otel_scope_version` and `otel_scope_schema_url`.',
    }),
    targetInfo: boolean({
      default: true,
      env: 'METERKIT_PAGE_TARGET_INFO',
      description: 'Write `target_info` with the resource attributes.',
    }),
    translation: choice({
      values: ['underscores', 'utf-8'],
      default: 'underscores',
      env: 'METERKIT_PAGE_TRANSLATION',
      description:
        'Characters in names that Prometheus did not know before version 3: replaced, or kept.',
    }),
    constantLabels: strings({
      env: 'METERKIT_PAGE_CONSTANT_LABELS',
      nameRule: 'a label name: letters, digits and "_", no digit or "__" first, not "le"',
      acceptsName: (name) => /^(?!__|le$)[a-zA-Z_][a-zA-Z0-9_]*$/.test(name),
      description: 'Labels on every series.',
    }),
    include: patterns(
      'METERKIT_PAGE_INCLUDE',
      'Only these are on the page, by name as declared or as on the page; `*` stands for any text.',
    ),
    exclude: patterns(
      'METERKIT_PAGE_EXCLUDE',
      'These are not on the page, by name as declared or as on the page; `*` stands for any text.',
    ),
  },
  instruments: {
    disabled: patterns(
      'METERKIT_INSTRUMENTS_DISABLED',
      'Instruments that record nothing, by name as declared; `*` stands for any text.',
    ),
    bounds: ascendingNumbers({
      ...byInstrument,
      env: 'METERKIT_INSTRUMENTS_BOUNDS',
      description: 'Bounds of histograms, in the place of those declared.',
    }),
    dropLabels: lists({
      ...byInstrument,
      env: 'METERKIT_INSTRUMENTS_DROP_LABELS',
      entryRule: 'names of labels',
      acceptsItem: (label) => label !== '',
      description:
        'Labels that are not on the page: the series that differ in them only become one.',
    }),
    rename: strings({
      env: 'METERKIT_INSTRUMENTS_RENAME',
      nameRule: 'the name of an instrument',
      acceptsName: (name) => /^[A-Za-z][\w.\-/]*$/.test(name),
      entryRule:
        'the name of an instrument: a letter, then letters, digits and "_.-/", 255 at most',
      acceptsString: (name) => /^[A-Za-z][\w.\-/]{0,254}$/.test(name),
      description: 'Other names of instruments on the page, before unit and `_total` are appended.',
    }),
  },
  automatic: {
    http: choice({
      values: ['meterkit', 'opentelemetry', 'off'],
      default: 'meterkit',
      env: 'METERKIT_AUTOMATIC_HTTP',
      description:
        "Requests that the process answers and makes: by Meterkit's recorder, or durations by `@opentelemetry/instrumentation-http`, for who traces too.",
    }),
    process: boolean({
      default: true,
      env: 'METERKIT_AUTOMATIC_PROCESS',
      description:
        'CPU time, memory, bytes of sockets, threads, descriptors and age of the process.',
    }),
    runtime: boolean({
      default: true,
      env: 'METERKIT_AUTOMATIC_RUNTIME',
      description:
        'Garbage collection, heap, event loop, modules, uncaught exceptions and active resources.',
    }),
    host: boolean({
      default: false,
      env: 'METERKIT_AUTOMATIC_HOST',
      description:
        "CPU, memory and network of the whole host, by OpenTelemetry's package, which has to be installed.",
    }),
  },
  limits: {
    seriesPerInstrument: integer({
      default: 2000,
      min: 1,
      max: 10_000_000,
      env: 'METERKIT_LIMITS_SERIES_PER_INSTRUMENT',
      description: 'Series of one instrument; measurements past it go to its overflow series.',
    }),
    series: integer({
      default: 1_000_000,
      min: 1,
      max: 100_000_000,
      env: 'METERKIT_LIMITS_SERIES',
      description: 'Series of all instruments together.',
    }),
  },
  shutdown: {
    onSignal: boolean({
      default: true,
      env: 'METERKIT_SHUTDOWN_ON_SIGNAL',
      description: 'Shut down at SIGTERM.',
    }),
    graceMs: integer({
      default: 20_000,
      min: 0,
      max: 600_000,
      env: 'METERKIT_SHUTDOWN_GRACE_MS',
      description: 'Longest wait for a last scrape at shutdown, in milliseconds.',
    }),
  },
} satisfies OptionGroup;

function patterns(env: `METERKIT_${string}`, description: string) {
  const rule = 'a list of names or patterns with `*`';
  return list({ env, description, rule, acceptsItem: (item) => PATTERN.test(item) });
}

function path(fallback: string, env: `METERKIT_${string}`, description: string) {
  return text({
    default: fallback,
    env,
    description,
    rule: 'a path of its own with one "/" first, without query, fragment or space',
    accepts: (value) => /^\/(?!\/)[!"$->@-~]*$/.test(value),
  });
}

function isLogger(value: unknown): value is Logger {
  return hasFunctions(value, ['error', 'warn', 'info', 'debug']);
}

/** By what it can do: its class may come from another copy of the package. */
function isStore(value: unknown): value is Store {
  return hasFunctions(value, [
    'families',
    'collect',
    'beginPage',
    'logTo',
    'configure',
    'fixedBounds',
  ]);
}

function hasFunctions(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return names.every((name) => typeof Reflect.get(value, name) === 'function');
}
