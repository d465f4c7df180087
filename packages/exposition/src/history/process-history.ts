import { FamilyHistory, type Reading } from './family-history.js';
import type { MetricsPage } from './read-page.js';
import { SPAN_MS, Timeline } from './timeline.js';

/** Numbers kept over time at most: 24 MB. */
const ROOM = 20_000;

/** After so many intervals without a reading a line is broken, not drawn on. */
const GAP = 3;

/** All that was read of a process, for the last minutes. */
export class ProcessHistory {
  readonly timeline = new Timeline();
  readonly families = new Map<string, FamilyHistory>();
  #room = ROOM;
  #lastMs: number | undefined;

  /** Series of the last page for which there was no room. */
  get leftOut(): number {
    return Array.from(this.families.values()).reduce(
      (sum, family) => sum + (family.isPresent ? family.leftOut : 0),
      0,
    );
  }

  /** Takes a page in; `intervalMs` is the time that is normal between two. */
  take(page: MetricsPage, timeMs: number, intervalMs: number): void {
    if (this.#lastMs !== undefined && timeMs - this.#lastMs > GAP * intervalMs)
      this.#clear(this.timeline.add(this.#lastMs + intervalMs));
    const slot = this.timeline.add(timeMs);
    this.#clear(slot);
    const reading: Reading = { slot, timeMs, lastMs: this.#lastMs, room: this.#room };
    for (const family of page.families) this.#familyOf(family).take(family.samples, reading);
    this.#room = reading.room;
    for (const family of this.families.values()) this.#room += family.forget(timeMs - SPAN_MS);
    this.#lastMs = timeMs;
  }

  #clear(slot: number): void {
    for (const family of this.families.values()) family.clear(slot);
  }

  #familyOf(family: MetricsPage['families'][number]): FamilyHistory {
    const known = this.families.get(family.name);
    if (known !== undefined) return known;
    const history = new FamilyHistory(family, this.timeline);
    this.families.set(family.name, history);
    return history;
  }
}
