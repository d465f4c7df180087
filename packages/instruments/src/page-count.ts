/** Which pages are being written. */
export class PageCount {
  #last = 0;
  readonly #running = new Set<number>();

  /** The number of the page that was begun last. */
  get last(): number {
    return this.#last;
  }

  /** The oldest page that has not ended, +Infinity when all have. */
  get oldest(): number {
    for (const page of this.#running) return page; // in order of insertion
    return Number.POSITIVE_INFINITY;
  }

  /** Returns what ends the page; to call it again does nothing. */
  begin(): () => void {
    const page = ++this.#last;
    this.#running.add(page);
    return () => void this.#running.delete(page);
  }
}
