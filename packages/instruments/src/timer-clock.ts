import type { LabelValues } from './label.js';
import type { MonotonicClock } from './monotonic-clock.js';
import { type DurationRecorder, RunningTimer } from './running-timer.js';
import type { TableSpec } from './table-spec.js';
import { TimerSampling } from './timer-sampling.js';
import { unitsPerMillisecond } from './unit.js';
import { UNMEASURED_TIMER } from './unmeasured-timer.js';

export type StartedTimer = RunningTimer | typeof UNMEASURED_TIMER;

export interface TimerClockOptions {
  readonly nowMs: MonotonicClock;
  /** Called when a timer starts though there is none in the unit: only plain JavaScript gets so far. */
  readonly misused: () => void;
}

/** Starts the timers of an instrument and of its bound ones, or as many of them as the instrument measures. */
export class TimerClock {
  readonly nowMs: MonotonicClock;
  readonly unitsPerMs: number;
  readonly #sampling: Pick<TimerSampling, 'next'> | undefined;

  constructor({ unit, sampleTimers: share = 1 }: TableSpec, { nowMs, misused }: TimerClockOptions) {
    const unitsPerMs = unitsPerMillisecond(unit);
    this.nowMs = nowMs;
    this.unitsPerMs = unitsPerMs ?? 0;
    if (unitsPerMs === undefined) this.#sampling = noTimers(misused);
    else this.#sampling = share < 1 ? new TimerSampling(share) : undefined;
  }

  start(recorder: DurationRecorder, labels: LabelValues): StartedTimer {
    if (this.#sampling !== undefined && !this.#sampling.next()) return UNMEASURED_TIMER;
    return new RunningTimer(recorder, labels, this);
  }
}

function noTimers(misused: () => void): Pick<TimerSampling, 'next'> {
  return {
    next() {
      misused();
      return false;
    },
  };
}
