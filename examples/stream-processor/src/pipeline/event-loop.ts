import type { BoundCounter } from '@meterkit/instruments';
import type { ProcessedLabels } from '@meterkit/meters/processor';
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

interface Result {
  readonly labels: ProcessedLabels;
  readonly count: BoundCounter;
}

const SUCCESS = { result: 'success' } as const;
const ERROR = { result: 'error' } as const;

/** What happens to each event. Everything that is recorded here goes through handles that were resolved once. */
export class EventLoop {
  readonly #metrics: Meters['processor'];
  readonly #parts: EventLoopParts;
  readonly #received;
  readonly #duration;
  readonly #success: Result;
  readonly #error: Result;

  constructor({ processor }: Meters, parts: EventLoopParts) {
    this.#metrics = processor;
    this.#parts = parts;
    this.#received = processor.eventsReceived.bind();
    this.#duration = processor.processingDuration;
    this.#success = { labels: SUCCESS, count: processor.eventsProcessed.bind(SUCCESS) };
    this.#error = { labels: ERROR, count: processor.eventsProcessed.bind(ERROR) };
  }

  async process(lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      this.#received.add(1);
      const timer = this.#duration.startTimer(SUCCESS); // one in 64 is measured
      const accepted = this.#accept(line);
      const { count, labels } = accepted instanceof Promise ? await accepted : accepted;
      count.add(1);
      timer.stop(labels);
    }
  }

  /** Gives what its result is recorded by: a promise only if its state has to be fetched. */
  #accept(line: string): Result | Promise<Result> {
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
