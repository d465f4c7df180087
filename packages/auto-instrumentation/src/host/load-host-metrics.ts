import type { MeterProvider } from '@opentelemetry/api';
import type { StopRecording } from '../recorder.js';
import { HostMetricsMissingError } from './host-metrics-missing-error.js';
import { stoppableProvider } from './stoppable-provider.js';

/** Starts to measure these groups into a provider. */
export type StartHostMetrics = (
  meterProvider: MeterProvider,
  metricGroups: string[],
) => StopRecording;

interface Engine {
  readonly packageName: string;
  /** Undefined when the package has not what it is known for. */
  readonly engineOf: (module: object) => StartHostMetrics | undefined;
}

/** As `@opentelemetry/instrumentation` has it. */
interface Instrumentation {
  setMeterProvider(meterProvider: MeterProvider): void;
  enable(): void;
  disable(): void;
}

interface Successor {
  readonly HostMetricsInstrumentation: new (config: object) => Instrumentation;
}

interface Deprecated {
  readonly HostMetrics: new (config: object) => { start(): void };
}

/** The first that is installed: what comes after `host-metrics`, then `host-metrics`, which says itself that it is deprecated. */
const ENGINES: readonly Engine[] = [
  {
    packageName: '@opentelemetry/instrumentation-host-metrics',
    engineOf: (module) =>
      'HostMetricsInstrumentation' in module ? successor(module as Successor) : undefined, // just seen
  },
  {
    packageName: '@opentelemetry/host-metrics',
    engineOf: (module) => ('HostMetrics' in module ? deprecated(module as Deprecated) : undefined), // just seen
  },
];

/** Loads one of the packages that measure a host; rejects with {@link HostMetricsMissingError} when there is none. */
export async function loadHostMetrics(): Promise<StartHostMetrics> {
  let cause: unknown;
  for (const { packageName, engineOf } of ENGINES) {
    try {
      const engine = engineOf((await import(packageName)) as object); // a module is one
      if (engine !== undefined) return engine;
    } catch (error) {
      if (!isMissing(error, packageName)) throw error;
      cause = error;
    }
  }
  throw new HostMetricsMissingError(
    ENGINES.map(({ packageName }) => packageName),
    cause,
  );
}

function successor({ HostMetricsInstrumentation }: Successor): StartHostMetrics {
  return (meterProvider, metricGroups) => {
    // Enabled later: it would begin with the global provider, and not let go of it.
    const instrumentation = new HostMetricsInstrumentation({ enabled: false, metricGroups });
    instrumentation.setMeterProvider(meterProvider);
    instrumentation.enable();
    return () => instrumentation.disable();
  };
}

function deprecated({ HostMetrics }: Deprecated): StartHostMetrics {
  return (meterProvider, metricGroups) => {
    const { provider, stop } = stoppableProvider(meterProvider);
    new HostMetrics({ meterProvider: provider, metricGroups }).start();
    return stop;
  };
}

/** Whether the package itself is not there; one that lacks a part of its own is another error. */
function isMissing(error: unknown, packageName: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException; // import rejects with errors
  const isNotFound = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
  return isNotFound && message.includes(`'${packageName}'`);
}
