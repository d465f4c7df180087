import { createDeduplicator } from '../readings/deduplicator.js';
import { parseReading, type Reading } from '../readings/reading.js';
import type { KeyedState } from '../state/keyed-state.js';
import { aggregate } from '../windows/aggregate.js';
import { frontierOf } from '../windows/event-time.js';
import { createSensorWindows } from '../windows/sensor-windows.js';
import type { PartitionContext } from './partition-context.js';

const SUCCESS = { result: 'success' } as const;
const ERROR = { result: 'error' } as const;

/** Takes the events of a partition into windows, and windows into results. */
export function createWindower(context: PartitionContext, states: KeyedState) {
  const { metrics, totals, settings } = context;
  const dedup = createDeduplicator(settings.dedupEntries, () => metrics.dedup.evictions.add(1));
  const windows = createSensorWindows(context);
  let latestMs = 0;
  /** Windows that end by then are closed. */
  let closedMs = Number.NEGATIVE_INFINITY;

  /** Goes on from where an earlier process was: what it has read last may come once more. */
  function restore(restoredMs: number, lines: readonly string[]): void {
    latestMs = restoredMs;
    for (const line of lines) {
      const reading = parseReading(line);
      if (typeof reading !== 'string') dedup.learn(reading.id);
    }
  }

  /** What happens to each event. */
  async function take(lines: readonly string[]): Promise<void> {
    metrics.received.add(lines.length);
    for (const line of lines) {
      const timer = metrics.processingDuration.startTimer(SUCCESS);
      const reading = parseReading(line);
      totals.events++;
      if (typeof reading === 'string') {
        totals.poisoned++;
        metrics.poisoned[reading].add(1);
        metrics.failed.add(1);
        timer.stop(ERROR);
        continue;
      }
      if (isWanted(reading)) {
        const state = states.cached(reading.key) ?? (await states.load(reading.key));
        windows.add(state, reading);
      }
      metrics.succeeded.add(1);
      timer.stop();
    }
  }

  /** False for a duplicate, and for what comes too late. */
  function isWanted({ id, atMs }: Reading): boolean {
    metrics.dedup.checked.add(1);
    if (!dedup.learn(id)) {
      metrics.dedup.duplicates.add(1);
      totals.duplicates++;
      return false;
    }
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

  /** `latestMs` is the time of the latest reading; 0 before the first. */
  return { restore, take, close, latestMs: () => latestMs, dedupSize: dedup.size };
}
