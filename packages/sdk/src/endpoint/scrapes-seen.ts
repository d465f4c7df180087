/** Gaps between scrapes that are looked at: with two scrapers every other one is short. */
const GAPS = 4;

/** What is known of who scrapes: how often, and when the next scrape is through. */
export class ScrapesSeen {
  #lastMs: number | undefined;
  #gapsMs: readonly number[] = [];
  #isAwaited = false;
  readonly #waiting = new Set<{ readonly sinceMs: number; readonly resolve: () => void }>();

  /** The longest of the last gaps between scrapes; undefined when fewer than two were seen. */
  get intervalMs(): number | undefined {
    return this.#gapsMs.length === 0 ? undefined : Math.max(...this.#gapsMs);
  }

  /** Somebody waits for a scrape, or has: the process is about to end, and a scrape has to show what there is now. */
  get isAwaited(): boolean {
    return this.#isAwaited;
  }

  /** A scrape has begun; returns what tells that all of its page was sent, and when its collection began. */
  begun(): (collectedMs: number) => void {
    const beganMs = performance.now();
    if (this.#lastMs !== undefined)
      this.#gapsMs = [...this.#gapsMs, beganMs - this.#lastMs].slice(-GAPS);
    this.#lastMs = beganMs;
    return (collectedMs) => this.#completed(collectedMs);
  }

  /** Resolves when a scrape is complete whose collection began after this call. */
  next(): Promise<void> {
    this.#isAwaited = true;
    const sinceMs = performance.now();
    return new Promise((resolve) => void this.#waiting.add({ sinceMs, resolve }));
  }

  #completed(collectedMs: number): void {
    for (const waiter of this.#waiting) {
      if (waiter.sinceMs > collectedMs) continue;
      this.#waiting.delete(waiter);
      waiter.resolve();
    }
  }
}
