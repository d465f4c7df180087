import type { LabelValues } from './label.js';
import type { MonotonicClock } from './monotonic-clock.js';
import { NO_LABELS } from './recording-target.js';

export interface DurationRecorder {
  record(value: number, labels: LabelValues): void;
}

export interface DurationClock {
  readonly nowMs: MonotonicClock;
  /** Of the instrument that is recorded into. */
  readonly unitsPerMs: number;
}

/** A running measurement of time on the monotonic clock. The two readings of the clock cost 80 ns, the record 35. */
export class RunningTimer implements Disposable {
  readonly #recorder: DurationRecorder;
  readonly #clock: DurationClock;
  readonly #startMs: number;
  #labels: LabelValues;
  #elapsed: number | undefined;

  constructor(recorder: DurationRecorder, labels: LabelValues, clock: DurationClock) {
    this.#recorder = recorder;
    this.#labels = labels;
    this.#clock = clock;
    this.#startMs = clock.nowMs();
  }

  set(labels: LabelValues): void {
    this.#labels = merge(this.#labels, labels);
  }

  stop(labels?: LabelValues): number {
    if (this.#elapsed !== undefined) return this.#elapsed;
    const elapsedMs = Math.max(0, this.#clock.nowMs() - this.#startMs); // a replaced clock may run backwards
    this.#elapsed = elapsedMs * this.#clock.unitsPerMs;
    this.#recorder.record(this.#elapsed, this.#ended(labels));
    return this.#elapsed;
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  /** Labels that are all given at the end are recorded as they are: what is wrong with them is counted there. */
  #ended(labels: LabelValues | undefined): LabelValues {
    if (labels === undefined) return this.#labels;
    return this.#labels === NO_LABELS ? labels : merge(this.#labels, labels);
  }
}

/** The labels of the start, amended. A getter that throws must not reach the caller: then what was there stays. */
function merge(labels: LabelValues, amendment: LabelValues): LabelValues {
  try {
    return { ...labels, ...amendment };
  } catch {
    return labels;
  }
}
