import type { Meters } from '../meters.js';

/** Event time up to which a partition is taken to be complete: the latest reading less what readings may be out of order by. */
export class Watermark {
  readonly #updates;
  readonly #outOfOrder;
  readonly #late;
  readonly #disorderMs: number;
  #latestMs = Number.NEGATIVE_INFINITY;

  constructor({ processor }: Meters, disorderMs: number) {
    this.#updates = processor.watermarkUpdates.bind();
    this.#outOfOrder = processor.outOfOrderEvents.bind();
    this.#late = processor.lateEvents.bind();
    this.#disorderMs = disorderMs;
  }

  /** The time of the latest reading. */
  get latestMs(): number {
    return this.#latestMs;
  }

  get ms(): number {
    return this.#latestMs - this.#disorderMs;
  }

  /** Goes on from where it was in an earlier process. */
  restore(latestMs: number): void {
    this.#latestMs = latestMs;
  }

  /** Moves on with a reading. False if it comes before one that was taken later. */
  observe(atMs: number): boolean {
    if (atMs < this.#latestMs) {
      this.#outOfOrder.add(1);
      return false;
    }
    if (atMs > this.#latestMs) {
      this.#latestMs = atMs;
      this.#updates.add(1);
    }
    return true;
  }

  /** Whether what is open until then, and for as long as readings may be late, is closed by now. */
  hasPassed(endMs: number): boolean {
    return endMs <= this.ms;
  }

  /** The same of the pane of a reading that has just come: it is counted as late. */
  isTooLateFor(endMs: number): boolean {
    const late = this.hasPassed(endMs);
    if (late) this.#late.add(1);
    return late;
  }
}
