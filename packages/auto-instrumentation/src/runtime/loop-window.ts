import type { LoopSample } from './loop-sampler.js';

/** The event loop during a window of time. */
export interface LoopSummary {
  /** From 0 to 1. */
  readonly utilization: number;
  /** In seconds, ascending. */
  readonly delays: readonly number[];
}

interface Activity {
  readonly activeMs: number;
  readonly idleMs: number;
}

const WINDOW_MS = 10_000;

/**
 * The last full window. Windows follow the samples and not the scrapes, so that two scrapers read the same and neither
 * changes what the other one reads.
 */
export class LoopWindow {
  #start: Activity;
  #delays: number[] = [];
  #last: LoopSummary | undefined;

  constructor(start: Activity) {
    this.#start = start;
  }

  add(sample: LoopSample): void {
    this.#delays.push(sample.delaySeconds);
    const { activeMs, idleMs } = this.#start;
    if (sample.activeMs + sample.idleMs - activeMs - idleMs < WINDOW_MS) return;
    this.#last = this.#summary(sample);
    this.#start = sample;
    this.#delays = [];
  }

  /** Of the last full window; before there is one, from the start until `now`. */
  summary(now: Activity): LoopSummary {
    return this.#last ?? this.#summary(now);
  }

  #summary({ activeMs, idleMs }: Activity): LoopSummary {
    const active = activeMs - this.#start.activeMs;
    const total = active + idleMs - this.#start.idleMs;
    const delays = this.#delays.toSorted((a, b) => a - b);
    return { utilization: total > 0 ? active / total : 0, delays };
  }
}
