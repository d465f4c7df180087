/** What is known of who scrapes: how often, and when the next scrape is through. */
export class ScrapesSeen {
  #count = 0;
  #lastMs = 0;
  #intervalMs: number | undefined;
  readonly #waiting = new Set<{ readonly sinceMs: number; readonly resolve: () => void }>();

  /** Time between the last two scrapes; undefined when fewer than two were seen. */
  get intervalMs(): number | undefined {
    return this.#intervalMs;
  }

  /** A scrape has begun; returns what tells that all of its page was sent. */
  begun(): () => void {
    const beganMs = performance.now();
    if (this.#count++ > 0) this.#intervalMs = beganMs - this.#lastMs;
    this.#lastMs = beganMs;
    return () => this.#completed(beganMs);
  }

  /** Resolves when a scrape that began after this call is complete. */
  next(): Promise<void> {
    const sinceMs = performance.now();
    return new Promise((resolve) => void this.#waiting.add({ sinceMs, resolve }));
  }

  #completed(beganMs: number): void {
    for (const waiter of this.#waiting) {
      if (waiter.sinceMs > beganMs) continue;
      this.#waiting.delete(waiter);
      waiter.resolve();
    }
  }
}
