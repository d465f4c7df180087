import { performance as ofProcess } from 'node:perf_hooks';

/** Fake timers and spies put another function into its place. */
const realNow: unknown = Object.getPrototypeOf(ofProcess).now;

/**
 * A clock that stands still unless it is told to move, or fake timers move: those of jest, vitest and sinon replace
 * `performance.now()`, and how far they have come counts from when they were put in.
 */
export class TestClock {
  #ms = 0;
  #fake: unknown;
  #fakeMs = 0;

  readonly nowMs = (): number => {
    const { now } = performance;
    if (now === realNow) return this.#ms;
    if (now !== this.#fake) this.#fakeMs = 0;
    this.#fake = now;
    const fakeMs = performance.now();
    this.#ms += Math.max(0, fakeMs - this.#fakeMs);
    this.#fakeMs = fakeMs;
    return this.#ms;
  };

  advance(ms: number): void {
    this.#ms = this.nowMs() + ms;
  }
}
