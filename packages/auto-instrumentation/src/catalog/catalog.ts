import type { MeterClass } from '@meterkit/instruments';
import { HttpClientMetrics } from '../http/client/http-client-metrics.js';
import { HttpServerMetrics } from '../http/server/http-server-metrics.js';
import { ProcessMetrics } from '../process/process-metrics.js';
import {
  DescriptorMetrics,
  ThreadMetrics,
  VirtualMemoryMetrics,
} from '../process/procfs-metrics.js';
import { DelayMetrics } from '../runtime/delay-metrics.js';
import { RuntimeMetrics } from '../runtime/runtime-metrics.js';

/**
 * The meters that the recorders fill, by what is measured. Nothing is started. gRPC fills a meter of `@meterkit/meters`;
 * the families of the host belong to OpenTelemetry's own package.
 */
export const automaticMeters = {
  http: [HttpServerMetrics, HttpClientMetrics],
  process: [ProcessMetrics, ThreadMetrics, DescriptorMetrics, VirtualMemoryMetrics],
  runtime: [RuntimeMetrics, DelayMetrics],
} as const satisfies Readonly<Record<string, readonly MeterClass[]>>;
