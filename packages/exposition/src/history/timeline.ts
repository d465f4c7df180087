/** Readings that are kept: ten minutes of one every two seconds. */
const CAPACITY = 300;
export const SPAN_MS = 600_000;

/** A number for each reading, at the reading's slot. NaN where there is none. */
export type Track = Float32Array;

/** When the readings were that are kept. Every track of a process goes by its slots. */
export class Timeline {
  readonly #times = new Float64Array(CAPACITY);
  #readings = 0;
  #slots: readonly number[] = [];

  /** The slot of a new reading; what it held before is the caller's to overwrite. */
  add(timeMs: number): number {
    const slot = this.#readings++ % CAPACITY;
    this.#times[slot] = timeMs;
    const first = Math.max(0, this.#readings - CAPACITY);
    this.#slots = Array.from(
      { length: this.#readings - first },
      (_, i) => (first + i) % CAPACITY,
    ).filter((kept) => this.timeOf(kept) > timeMs - SPAN_MS);
    return slot;
  }

  /** The slots of the readings of the last ten minutes, the oldest first. */
  get slots(): readonly number[] {
    return this.#slots;
  }

  timeOf(slot: number): number {
    return this.#times[slot] ?? 0;
  }

  track(): Track {
    return new Float32Array(CAPACITY).fill(Number.NaN);
  }
}
