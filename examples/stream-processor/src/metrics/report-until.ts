import { setTimeout as sleep } from 'node:timers/promises';
import type { PartitionTask } from '../pipeline/partition-task.js';
import type { Totals } from '../pipeline/totals.js';
import type { StateBackend } from '../state/state-backend.js';
import { watermarkOf } from '../windows/event-time.js';
import type { Meters } from './meters.js';

export interface Reported {
  readonly meters: Meters;
  readonly tasks: readonly PartitionTask[];
  readonly backend: StateBackend;
  readonly totals: Totals;
  /** Called each time that the end of the log was reached. */
  readonly onCaughtUp: () => void;
}

const REPORT_MS = 200;

/** Sets the gauges that are of all partitions, or that change while nothing comes: again and again, and when all has ended. */
export async function reportUntil(ended: Promise<unknown>, reported: Reported): Promise<void> {
  const over = ended.then(() => true);
  let toldEvents = 0;
  for (let isOver = false; !isOver; ) {
    isOver = await Promise.race([over, sleep(REPORT_MS, false, { ref: false })]);
    const isAtEnd = await report(reported);
    const { events } = reported.totals;
    if (!isAtEnd || events === toldEvents) continue;
    toldEvents = events;
    reported.onCaughtUp();
  }
}

/** Says whether the end of the log was reached. */
async function report({ meters, tasks, backend }: Reported): Promise<boolean> {
  const { processor } = meters;
  const lags = await Promise.all(tasks.map((task) => task.measureLag()));
  const measures = await backend.measure().catch(() => undefined); // it is away, and said so elsewhere
  if (measures !== undefined) {
    processor.recordStateSize(measures.sizeBytes, { backend: backend.name });
    processor.recordStateEvicted(measures.evicted, { backend: backend.name });
  }
  const windowers = tasks.map(({ windower }) => windower);
  processor.recordDedupCacheSize(windowers.reduce((sum, { dedupSize }) => sum + dedupSize(), 0));
  const latestMs = Math.min(...windowers.map(({ latestMs }) => latestMs()));
  if (latestMs > 0) processor.watermarkLag.set((Date.now() - watermarkOf(latestMs)) / 1000);
  return lags.every((lag) => lag === 0);
}
