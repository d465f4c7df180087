/**
 * A clock that stands still unless it is told to move, or fake timers move: those of jest, vitest and sinon replace
 * `performance.now()`, and how far they have come counts from when they were put in.
 */
export class TestClock {
  #ms = 0;
  #fake: unknown;
  #fakeMs = 0;

  readonly nowMs = (): number => {
    if (!Object.hasOwn(performance, 'now')) return this.#ms; // a real one inherits it
    const { now } = performance;
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
