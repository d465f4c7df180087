import { getHeapSpaceStatistics, getHeapStatistics, type HeapSpaceInfo } from 'node:v8';
import type { StopRecording } from '../recorder.js';
import { sharedReading } from '../shared-reading.js';
import type { RuntimeMetrics } from './runtime-metrics.js';

type SpaceInstrument = RuntimeMetrics['heapUsed'];

/** Records the heap by space, its limit, and the memory that hangs on it. */
export function recordHeap(metrics: RuntimeMetrics): StopRecording {
  const spaces = sharedReading(getHeapSpaceStatistics);
  const usage = sharedReading(() => process.memoryUsage());
  const bySpace = (instrument: SpaceInstrument, size: (space: HeapSpaceInfo) => number) =>
    instrument.observe((result) => {
      for (const space of spaces())
        result.observe(size(space), { 'v8js.heap.space.name': space.space_name });
    });
  const stops = [
    bySpace(metrics.heapUsed, (space) => space.space_used_size),
    bySpace(metrics.heapSpaceSize, (space) => space.space_size),
    bySpace(metrics.heapSpaceAvailable, (space) => space.space_available_size),
    bySpace(metrics.heapSpacePhysical, (space) => space.physical_space_size),
    metrics.heapLimit.observe((result) => result.observe(getHeapStatistics().heap_size_limit)),
    metrics.externalMemory.observe((result) => result.observe(usage().external)),
    metrics.arrayBuffers.observe((result) => result.observe(usage().arrayBuffers)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
