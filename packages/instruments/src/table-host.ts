import { type MonotonicClock, processClock } from './monotonic-clock.js';
import { PageCount } from './page-count.js';
import { ProblemReport } from './problem-report.js';

/** Milliseconds a tick. */
export const TICK_MS = 100;

/** What the tables of a store have in common: limits, a clock, the pages that are being written, and who hears of problems. */
export class TableHost {
  /** Series at a time of a table that does not say. */
  seriesPerInstrument = 2000;
  /** Series of all tables at a time. */
  seriesLimit = 1_000_000;
  /** Series on the page, of all tables. */
  live = 0;
  /** Unix time in milliseconds that ticks count from. */
  readonly startMs = Date.now();
  readonly nowMs: MonotonicClock;
  readonly pages = new PageCount();
  readonly problems = new ProblemReport();
  readonly #startedAt: number;

  constructor(nowMs: MonotonicClock = processClock) {
    this.nowMs = nowMs;
    this.#startedAt = nowMs();
  }

  /** Time since the start, on the monotonic clock. */
  ticks(): number {
    return Math.max(0, Math.floor((this.nowMs() - this.#startedAt) / TICK_MS));
  }
}
