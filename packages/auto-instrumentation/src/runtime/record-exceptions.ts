import type { StopRecording } from '../recorder.js';
import type { RuntimeMetrics } from './runtime-metrics.js';

/**
 * Counts what nothing has caught. The monitor is called before what happens anyway: Node.js ends the process with the same
 * code and the same words as without it. A listener of `uncaughtException` or `unhandledRejection` would keep it alive.
 */
export function recordExceptions({ exceptions }: RuntimeMetrics): StopRecording {
  const count = (_error: Error, origin: NodeJS.UncaughtExceptionOrigin) =>
    exceptions.add(1, { origin });
  process.on('uncaughtExceptionMonitor', count);
  return () => void process.off('uncaughtExceptionMonitor', count);
}
