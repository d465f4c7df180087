import { setTimeout as sleep } from 'node:timers/promises';
import type { Totals } from '../pipeline/partition-context.js';
import type { PartitionTask } from '../pipeline/partition-task.js';
import type { StateBackend } from '../state/state-backend.js';
import { watermarkOf } from '../windows/event-time.js';
import type { Meters } from './meters.js';

export interface Reported {
  readonly meters: Meters;
  readonly tasks: readonly PartitionTask[];
  readonly backend: StateBackend;
  readonly totals: Totals;
  /** Called each time that the end of the log was reached, and on the way to it now and then. */
  readonly onProgress: (isAtEnd: boolean) => void;
}

const REPORT_MS = 200;
/** Of a log whose end is far. */
const TELL_EVENTS = 1_000_000;

/** Sets the gauges that are of all partitions, or that change while nothing comes: again and again, and when all has ended. */
export async function reportUntil(ended: Promise<unknown>, reported: Reported): Promise<void> {
  const over = ended.then(() => true);
  let toldEvents = 0;
  for (let isOver = false; !isOver; ) {
    isOver = await Promise.race([over, sleep(REPORT_MS, false, { ref: false })]);
    const isAtEnd = await report(reported);
    const { events } = reported.totals;
    if (events - toldEvents < (isAtEnd ? 1 : TELL_EVENTS)) continue;
    toldEvents = events;
    reported.onProgress(isAtEnd);
  }
}

/** Says whether the end of the log was reached. */
async function report({ meters, tasks, backend }: Reported): Promise<boolean> {
  const { processor, kafka } = meters;
  const lags = await Promise.all(tasks.map((task) => task.measureLag()));
  for (const [i, { partition }] of tasks.entries())
    kafka.recordConsumerLag(lags[i] ?? 0, { topic: 'readings', partition });
  const bytes = await backend.measureBytes().catch(() => undefined); // it is away, and said so elsewhere
  if (bytes !== undefined) processor.recordStateSize(bytes, { backend: backend.name });
  processor.recordDedupCacheSize(tasks.reduce((sum, task) => sum + task.countReadings(), 0));
  const latestMs = Math.min(...tasks.map((task) => task.latestMs()));
  if (latestMs > 0) processor.watermarkLag.set((Date.now() - watermarkOf(latestMs)) / 1000);
  return lags.every((lag) => lag === 0);
}
