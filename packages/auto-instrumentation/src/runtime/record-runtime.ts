import { createRequire } from 'node:module';
import { defaultStore } from '@meterkit/instruments';
import { recordOnce } from '../record-once.js';
import type { RecorderContext, StopRecording } from '../recorder.js';
import { type RecorderParts, startParts } from '../start-parts.js';
import { DelayMetrics } from './delay-metrics.js';
import { recordExceptions } from './record-exceptions.js';
import { recordGc } from './record-gc.js';
import { recordHeap } from './record-heap.js';
import { recordLoop } from './record-loop.js';
import { RuntimeMetrics } from './runtime-metrics.js';
import { threadPoolSize } from './thread-pool-size.js';

export interface RuntimeOptions {
  /** Also the gauges `nodejs.eventloop.delay.min`, `max`, `mean`, `p50`, `p90` and `p99`. Default false. */
  readonly delayGauges?: boolean;
}

/**
 * Records garbage collection, heap, event loop, thread pool, modules, uncaught exceptions and active resources of this thread.
 * Everything is cumulative or follows its own clock, so that scrapers do not disturb each other.
 */
export function recordRuntime(
  { store = defaultStore(), warn = (message) => store.warn(message) }: RecorderContext = {},
  { delayGauges = false }: RuntimeOptions = {},
): StopRecording {
  return recordOnce('runtime', store, () => {
    const metrics = new RuntimeMetrics({ store });
    const gauges = delayGauges ? new DelayMetrics({ store }) : undefined;
    const parts: RecorderParts = {
      'v8js.gc': () => recordGc(metrics),
      'v8js.memory': () => recordHeap(metrics),
      'nodejs.eventloop': () => recordLoop(metrics, gauges),
      'nodejs.exceptions': () => recordExceptions(metrics),
      'nodejs.threadpool.size': () => recordThreadPool(metrics),
      'nodejs.modules.loaded': () => recordModules(metrics),
      'v8js.resource.active': () => recordResources(metrics),
    };
    return startParts(parts, (message) => warn(`runtime: ${message}`));
  });
}

/** libuv reads the variable when it first needs the pool: later changes of it mean nothing. */
function recordThreadPool(metrics: RuntimeMetrics): StopRecording {
  const size = threadPoolSize(process.env.UV_THREADPOOL_SIZE);
  return metrics.threadPoolSize.observe((result) => result.observe(size));
}

function recordModules(metrics: RuntimeMetrics): StopRecording {
  const { cache } = createRequire(process.execPath); // the same for every path; this one is absolute everywhere
  return metrics.modulesLoaded.observe((result) => result.observe(Object.keys(cache).length));
}

function recordResources(metrics: RuntimeMetrics): StopRecording {
  return metrics.activeResources.observe((result) => {
    const counts = new Map<string, number>();
    for (const type of process.getActiveResourcesInfo())
      counts.set(type, (counts.get(type) ?? 0) + 1);
    for (const [type, count] of counts) result.observe(count, { 'v8js.resource.type': type });
  });
}
