import { defineMeter, observableGauge } from '@meterkit/instruments';

/** A reading of a GPU. */
export interface GpuReading {
  /** From 0 to 1. */
  readonly utilizationRatio: number;
  readonly memoryBytes: number;
}

/** The GPU of a worker, read when the page is. */
export class GpuMetrics extends defineMeter({
  name: 'worker',
  instruments: {
    utilization: observableGauge('worker.gpu.utilization', {
      description: 'Share of the time that the GPU was busy, from 0 to 1.',
      unit: '1',
    }),
    memory: observableGauge('worker.gpu.memory', {
      description: 'Bytes of memory in use on the GPU.',
      unit: 'By',
    }),
  },
}) {
  /**
   * Reads the GPU at each collection, once for both gauges, and returns what ends that. Where there is no reading, or it
   * fails, the gauges are not on the page.
   */
  observe(read: () => GpuReading | undefined | Promise<GpuReading | undefined>): () => void {
    const shared = sharingOverlaps(async () => read());
    const stops = [
      this.utilization.observe(async (result) => {
        const reading = await shared();
        if (reading !== undefined) result.observe(reading.utilizationRatio);
      }),
      this.memory.observe(async (result) => {
        const reading = await shared();
        if (reading !== undefined) result.observe(reading.memoryBytes);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }
}

/** Calls that come while one runs share its promise. */
function sharingOverlaps<T>(fn: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= fn().finally(() => {
      running = undefined;
    });
    return running;
  };
}
