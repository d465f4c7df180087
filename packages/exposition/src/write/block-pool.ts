const BLOCK_LENGTH = 65_536;

/** 256 KiB on its way at most: the system takes about 1 ms to copy them. */
const BLOCKS_LIMIT = 4;

/** Blocks of pages that have ended, for the next ones: fresh memory costs more than writing to it does. */
const spare: Uint8Array[] = [];
const SPARE_LIMIT = BLOCKS_LIMIT;

/** Blocks of 64 KiB, used again when the sink has done with them. */
export class BlockPool {
  readonly #free: Uint8Array[] = [];
  /** The return of each block that the sink has, the oldest first. */
  readonly #lent = new Set<Promise<void>>();
  #failed: Promise<void> | undefined;

  /** A free block, once there is one. Rejects when the sink has. */
  async take(): Promise<Uint8Array> {
    const [oldest] = this.#lent;
    await (this.#failed ?? (this.#lent.size === BLOCKS_LIMIT ? oldest : undefined));
    return this.#free.pop() ?? spare.pop() ?? new Uint8Array(BLOCK_LENGTH);
  }

  /** Gives a block away until `done`, or takes it back at once. */
  lend(block: Uint8Array, done: undefined | Promise<void>): void {
    if (done === undefined) {
      this.#free.push(block);
      return;
    }
    const back = done.then(() => {
      this.#free.push(block);
      this.#lent.delete(back);
    });
    this.#lent.add(back);
    back.catch(() => {
      this.#failed ??= back; // for who asks next
    });
  }

  /** Waits until the sink has done with all, and keeps some of them for other pages. Rejects when the sink has. */
  async end(): Promise<void> {
    await Promise.all(this.#lent);
    spare.push(...this.#free.splice(0, SPARE_LIMIT - spare.length));
  }
}
