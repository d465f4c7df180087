import type { Meters } from '../meters.js';

/** Knows the events that it saw last, and forgets the oldest when there are too many. */
export class Deduplicator {
  readonly #checked;
  readonly #duplicates;
  readonly #evictions;
  readonly #capacity: number;
  readonly #seen = new Set<string>();
  /** The same in the order in which they came, as a ring: a Set finds its oldest in 20 µs when many were deleted. */
  readonly #order: string[] = [];
  #oldest = 0;

  constructor({ processor }: Meters, capacity: number) {
    this.#checked = processor.dedupEventsChecked.bind();
    this.#duplicates = processor.dedupDuplicatesFound.bind();
    this.#evictions = processor.dedupCacheEvictions.bind();
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#seen.size;
  }

  /** False for an event that is new, which is known from now on. */
  isDuplicate(id: string): boolean {
    this.#checked.add(1);
    if (this.#seen.has(id)) {
      this.#duplicates.add(1);
      return true;
    }
    this.#remember(id);
    return false;
  }

  /** Knows an event of before this process, without counting anything but what it forgets. */
  learn(id: string): void {
    if (!this.#seen.has(id)) this.#remember(id);
  }

  #remember(id: string): void {
    const forgotten = this.#order[this.#oldest];
    if (forgotten !== undefined) {
      this.#seen.delete(forgotten);
      this.#evictions.add(1);
    }
    this.#seen.add(id);
    this.#order[this.#oldest] = id;
    this.#oldest = (this.#oldest + 1) % this.#capacity;
  }
}
