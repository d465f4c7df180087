import type { BoundCounter, BoundHistogram } from '@meterkit/instruments';
import type { Meters } from '../meters.js';
import type { Deduplicator } from '../readings/deduplicator.js';
import { parseReading } from '../readings/reading.js';
import type { KeyedState } from '../state/keyed-state.js';
import type { Watermark } from '../windows/watermark.js';
import { LATENESS_MS, PANE_MS, paneOf } from '../windows/window-settings.js';
import type { Windower } from '../windows/windower.js';
import type { Totals } from './totals.js';

export interface EventLoopParts {
  readonly dedup: Deduplicator;
  readonly watermark: Watermark;
  readonly states: KeyedState;
  readonly windower: Windower;
  readonly totals: Totals;
}

interface ResultHandles {
  readonly count: BoundCounter;
  readonly duration: BoundHistogram;
}

/** What happens to each event. Everything that is recorded here goes through handles that were resolved once. */
export class EventLoop {
  readonly #metrics: Meters['processor'];
  readonly #now: () => number;
  readonly #parts: EventLoopParts;
  readonly #received;
  readonly #success: ResultHandles;
  readonly #error: ResultHandles;

  constructor({ processor, now }: Meters, parts: EventLoopParts) {
    const handlesOf = (result: 'success' | 'error'): ResultHandles => ({
      count: processor.eventsProcessed.bind({ result }),
      duration: processor.processingDuration.bind({ result }),
    });
    this.#metrics = processor;
    this.#now = now;
    this.#parts = parts;
    this.#received = processor.eventsReceived.bind();
    this.#success = handlesOf('success');
    this.#error = handlesOf('error');
  }

  async process(lines: readonly string[]): Promise<void> {
    let startSeconds = this.#now();
    for (const line of lines) {
      this.#received.add(1);
      const accepted = this.#accept(line);
      const { count, duration } = accepted instanceof Promise ? await accepted : accepted;
      const endSeconds = this.#now(); // the start of the next: the clock is read once an event
      count.add(1);
      duration.record(endSeconds - startSeconds);
      startSeconds = endSeconds;
    }
  }

  /** Gives what its result is recorded by: a promise only if its state has to be fetched. */
  #accept(line: string): ResultHandles | Promise<ResultHandles> {
    const { dedup, watermark, states, windower, totals } = this.#parts;
    const reading = parseReading(line);
    totals.events++;
    if (typeof reading === 'string') {
      this.#metrics.recordPipelineFailed({ error_type: reading });
      totals.poisoned++;
      return this.#error;
    }
    if (dedup.isDuplicate(reading.id)) {
      totals.duplicates++;
      return this.#success;
    }
    if (!watermark.observe(reading.atMs)) totals.outOfOrder++;
    if (watermark.isTooLateFor(paneOf(reading.atMs) + PANE_MS + LATENESS_MS)) {
      totals.late++;
      return this.#success;
    }
    const state = states.cached(reading.key);
    if (state === undefined)
      return states.load(reading.key).then((loaded) => {
        windower.add(loaded, reading);
        return this.#success;
      });
    windower.add(state, reading);
    return this.#success;
  }
}
