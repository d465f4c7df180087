interface Run<T> {
  /** When it is over at the latest. */
  readonly endMs: number;
  readonly result: Promise<T>;
}

/** Runs that overlap are one, for whoever has the time to wait for it. */
export class SharedRuns<T> {
  readonly #running = new Set<Run<T>>();

  /** The result of a run that is over in `limitMs` at the latest, or of a new one, which must be. */
  join(limitMs: number, begin: () => Promise<T>): Promise<T> {
    const endMs = performance.now() + limitMs;
    for (const run of this.#running) if (run.endMs <= endMs) return run.result;
    const run = { endMs, result: begin().finally(() => this.#running.delete(run)) };
    this.#running.add(run);
    return run.result;
  }

  /** Resolves at a moment when none is running. */
  async idle(): Promise<void> {
    while (this.#running.size > 0)
      await Promise.allSettled(Array.from(this.#running, ({ result }) => result));
  }
}
