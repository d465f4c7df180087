import type { Store } from '@meterkit/instruments';
import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import { displayValue } from '../display-value.js';
import type { Logger } from '../logger.js';
import type { OptionGroup } from '../option.js';
import { boolean, choice, codeOnly, strings, text } from '../option-kinds.js';
import { access } from './access.js';
import { automatic } from './automatic.js';
import { health } from './health.js';
import { instruments } from './instruments.js';
import { limits } from './limits.js';
import { page } from './page.js';
import { scrape } from './scrape.js';
import { shutdown } from './shutdown.js';
import { tls } from './tls.js';

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
    description: 'Nothing is collected, nothing listens, and instruments record nothing.',
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
    description:
      'A definition that contradicts an earlier one throws; otherwise it is logged once. Recording never throws.',
  }),
  logLevel: choice({
    values: ['none', 'error', 'warn', 'info', 'debug'],
    synonyms: { verbose: 'debug', all: 'debug' },
    default: 'info',
    otherwise: 'info',
    env: 'OTEL_LOG_LEVEL',
    inPolicy: true,
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
  metricProducers: codeOnly<readonly MetricProducer[]>({
    type: 'readonly MetricProducer[]',
    rule: 'a list of MetricProducers, each of them once',
    accepts: areProducers,
    found: wrongProducer,
    fix: 'a registry of prom-client becomes one by fromPromClient(registry)',
    description:
      'Whose metrics are on the page, too, such as those of `fromPromClient(registry)`. One that fails or hangs loses only its own.',
  }),
  configFile: text({
    env: 'METERKIT_CONFIG_FILE',
    inFile: false,
    description: 'YAML file with options, relative to the working directory.',
  }),
  policyFile: text({
    env: 'METERKIT_POLICY_FILE',
    description:
      'YAML file with live options, watched while the process runs; relative to the working directory.',
  }),
  scrape,
  access,
  tls,
  health,
  page,
  instruments,
  automatic,
  limits,
  shutdown,
} satisfies OptionGroup;

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

function areProducers(value: unknown): value is readonly MetricProducer[] {
  return Array.isArray(value) && wrongProducer(value) === undefined;
}

function wrongProducer(list: unknown): string | undefined {
  if (!Array.isArray(list)) return undefined;
  const isProducer = (entry: unknown) => hasFunctions(entry, ['collect']);
  const at = list.findIndex((entry, i) => !isProducer(entry) || list.indexOf(entry) < i);
  if (at < 0) return undefined;
  const entry = list[at];
  return `${isProducer(entry) ? 'one twice' : `${displayValue(entry)} without collect()`} as entry ${at}`;
}

function hasFunctions(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return names.every((name) => typeof Reflect.get(value, name) === 'function');
}
