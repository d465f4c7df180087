import { Store, type StoreOptions } from '../store.js';
import { type Duration, durationMs } from './duration.js';
import { changesSince, type Recording, type Snapshot, snapshotOf } from './recording.js';
import { TestClock } from './test-clock.js';

/** A store apart from the process's, with a clock of its own. */
export class TestStore extends Store {
  readonly #clock: TestClock;

  constructor(options: Omit<StoreOptions, 'clock'>) {
    const clock = new TestClock();
    super({ strict: true, ...options, clock: clock.nowMs });
    this.#clock = clock;
  }

  /**
   * Moves the clock of its timers and times to live. No time passes by itself; that of fake timers counts as well. A series leaves
   * at a {@link collect}, when it was idle for its time to live since the one before, as in front of a scraper.
   */
  advance(duration: Duration): void {
    this.#clock.advance(durationMs(duration));
  }

  /** All series as they are now. */
  snapshot(): Snapshot {
    return snapshotOf(this);
  }

  /** What has been recorded since a snapshot; without one, since the store was made. */
  since(before?: Snapshot): Recording {
    return changesSince(this, before);
  }
}

/**
 * Makes a store for a test: what meters made with `{ store }` record is in it and nowhere else, and no port, global or timer
 * comes with it. A contradicting redefinition throws unless `strict` is false.
 */
export function createTestStore(options: Omit<StoreOptions, 'clock'> = {}): TestStore {
  return new TestStore(options);
}
