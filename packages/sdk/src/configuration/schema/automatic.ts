import { boolean, choice } from '../option-kinds.js';

/** What is collected without code. */
export const automatic = {
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
    description: 'CPU time, memory, bytes of sockets, threads, descriptors and age of the process.',
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
};
