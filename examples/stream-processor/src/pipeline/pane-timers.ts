/** Which sensors have something that ends, and when. */
export class PaneTimers {
  readonly #keys = new Map<number, Set<string>>();

  add(endMs: number, key: string): void {
    const keys = this.#keys.get(endMs);
    if (keys === undefined) this.#keys.set(endMs, new Set([key]));
    else keys.add(key);
  }

  /** The earliest end. */
  get nextMs(): number {
    return Math.min(...this.#keys.keys()); // a handful: Infinity if there is none
  }

  take(endMs: number): ReadonlySet<string> {
    const keys = this.#keys.get(endMs) ?? new Set();
    this.#keys.delete(endMs);
    return keys;
  }
}
