import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PageWriter } from '@meterkit/exposition';

/** A page below this size is held until it is whole. */
const HELD_BYTES = 1 << 20;

/** Written without looking at the clock. */
const BLOCK_LENGTH = 65_536;

/** Milliseconds of work after which the event loop has its turn. */
const BUDGET_MS = 2;

/** Of pages that have been sent, for the next ones: fresh memory costs more than writing to it does. 4 MiB at most. */
const spare: Buffer[] = [];
const SPARE_LIMIT = 4;

/** What a writer has written of a page, in one piece of memory. */
export class HeldPage {
  readonly writer: PageWriter;
  #memory: Buffer = spare.pop() ?? Buffer.allocUnsafeSlow(HELD_BYTES);
  #length = 0;

  constructor(writer: PageWriter) {
    this.writer = writer;
  }

  get bytes(): Buffer {
    return this.#memory.subarray(0, this.#length);
  }

  /** Writes until the page ends, or the memory: false when the writer has more. */
  async fill(): Promise<boolean> {
    let turnBegan = performance.now();
    while (this.#length < HELD_BYTES) {
      const block = this.#memory.subarray(this.#length, this.#length + BLOCK_LENGTH);
      const length = this.writer.fill(block);
      if (length === 0) return true;
      this.#length += length;
      if (performance.now() - turnBegan < BUDGET_MS) continue;
      await nextTurn();
      turnBegan = performance.now();
    }
    return false;
  }

  /** Gives the memory back, once. Only when nobody reads it any more; who is not sure leaves it to the garbage collector. */
  release(): void {
    if (spare.length < SPARE_LIMIT) spare.push(this.#memory);
    this.#memory = Buffer.alloc(0);
    this.#length = 0;
  }
}
