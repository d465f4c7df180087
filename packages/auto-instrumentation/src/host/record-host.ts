import type { MeterProvider } from '@opentelemetry/api';
import type { StopRecording } from '../recorder.js';
import { loadHostMetrics } from './load-host-metrics.js';

export interface HostContext {
  readonly meterProvider: MeterProvider;
}

/** Groups of metrics, by how their names begin. */
export type HostGroup = 'system.cpu' | 'system.memory' | 'system.network';

export interface HostOptions {
  /**
   * What is measured; default all. `system.network` runs a shell at each collection, the others read what Node.js knows. The
   * groups of the process are not offered: `recordProcess` has them.
   */
  readonly groups?: readonly HostGroup[];
}

const GROUPS: readonly HostGroup[] = ['system.cpu', 'system.memory', 'system.network'];

/**
 * Records CPU, memory and network of the whole host into a provider, by OpenTelemetry's own package, which is loaded now:
 * `@opentelemetry/instrumentation-host-metrics`, or the deprecated `@opentelemetry/host-metrics`. Rejects with
 * {@link HostMetricsMissingError} when neither is installed. What it returns ends the reading; the last values stay with the
 * provider's readers.
 */
export async function recordHost(
  { meterProvider }: HostContext,
  { groups = GROUPS }: HostOptions = {},
): Promise<StopRecording> {
  const start = await loadHostMetrics();
  return start(meterProvider, [...groups]);
}
