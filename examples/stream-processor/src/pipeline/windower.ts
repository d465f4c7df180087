import { parseReading } from '../readings/reading.js';
import type { KeyedState } from '../state/keyed-state.js';
import { aggregate } from '../windows/aggregate.js';
import { frontierOf } from '../windows/event-time.js';
import { createSensorWindows } from '../windows/sensor-windows.js';
import type { Counts } from './partition-context.js';

const SUCCESS = { result: 'success' } as const;
const ERROR = { result: 'error' } as const;

export type Windower = ReturnType<typeof createWindower>;

/** Takes the events of a partition into windows, and windows into results. An earlier process was at `restoredMs`. */
export function createWindower(counts: Counts, states: KeyedState, restoredMs: number) {
  const { metrics, totals } = counts;
  const windows = createSensorWindows(counts);
  /** The time of the latest reading; 0 before the first. */
  let latestMs = restoredMs;
  /** Windows that end by then are closed. */
  let closedMs = Number.NEGATIVE_INFINITY;

  /** What happens to each event. */
  async function take(lines: readonly string[]): Promise<void> {
    metrics.received.add(lines.length);
    totals.events += lines.length;
    for (const line of lines) {
      const timer = metrics.processingDuration.startTimer(SUCCESS);
      const reading = parseReading(line);
      if (typeof reading === 'string') {
        totals.poisoned++;
        metrics.poisoned[reading].add(1);
        metrics.failed.add(1);
        timer.stop(ERROR);
        continue;
      }
      if (isInTime(reading.atMs)) {
        const state = states.cached(reading.key) ?? (await states.load(reading.key));
        windows.add(state, reading);
      }
      metrics.succeeded.add(1);
      timer.stop();
    }
  }

  /** Moves the watermark; false for what comes too late. */
  function isInTime(atMs: number): boolean {
    if (atMs > latestMs) {
      latestMs = atMs;
      metrics.watermarkUpdates.add(1);
    } else if (atMs < latestMs) {
      metrics.outOfOrder.add(1);
      totals.outOfOrder++;
    }
    if (atMs >= frontierOf(latestMs)) return true;
    metrics.late.add(1);
    totals.late++;
    return false;
  }

  /** Closes the windows that no more is waited for. The results are lines of the output. */
  async function close(): Promise<readonly string[]> {
    const results: string[] = [];
    const frontierMs = frontierOf(latestMs);
    if (frontierMs === closedMs) return results;
    for (const key of states.keys()) {
      const state = states.cached(key) ?? (await states.load(key));
      for (const { type, values, ...span } of windows.close(key, state, frontierMs)) {
        metrics.windows[type].triggered.add(1);
        metrics.windows[type].size.record(values.length);
        totals[type]++;
        const aggregates = aggregate(values, metrics.aggregates);
        results.push(JSON.stringify({ key, window: type, ...span, ...aggregates }));
      }
    }
    closedMs = frontierMs;
    return results;
  }

  return { take, close, latestMs: () => latestMs };
}
