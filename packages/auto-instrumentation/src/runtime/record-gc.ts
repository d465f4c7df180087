import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import type { StopRecording } from '../recorder.js';
import type { RuntimeMetrics } from './runtime-metrics.js';

type GcType = 'major' | 'minor' | 'incremental' | 'weakcb';

const TYPES: ReadonlyMap<unknown, GcType> = new Map([
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [2, 'minor'], // kGCTypeMinorMarkSweep of V8 12, without a constant of Node.js
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
]);

/** An entry of type `gc`: the types of Node.js do not have its detail. */
type GcEntry = PerformanceEntry & { readonly detail?: { readonly kind?: unknown } };

/** Records each garbage collection of this thread. Node.js tells of them some turns later. */
export function recordGc({ gcDuration }: RuntimeMetrics): StopRecording {
  const observer = new PerformanceObserver((list) => {
    const entries: readonly GcEntry[] = list.getEntries();
    for (const { detail, duration } of entries) {
      const type = TYPES.get(detail?.kind);
      if (type !== undefined) gcDuration.record(duration / 1000, { 'v8js.gc.type': type });
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}
