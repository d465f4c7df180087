/** A page up to this size is held until it is whole. */
const HELD_BYTES = 1 << 20;

/** Of pages that have been sent, for the next ones: fresh memory costs more than copying to it does. 4 MiB at most. */
const spare: Buffer[] = [];
const SPARE_LIMIT = 4;

/** The blocks of a page, one behind the other in one piece of memory, while they are not too many. */
export class HeldPage {
  #memory: Buffer | undefined;
  #length = 0;

  get bytes(): Buffer {
    return this.#memory?.subarray(0, this.#length) ?? Buffer.alloc(0);
  }

  /** Copies a block; false when there is no room. */
  add(block: Uint8Array): boolean {
    if (this.#length + block.length > HELD_BYTES) return false;
    this.#memory ??= spare.pop() ?? Buffer.allocUnsafeSlow(HELD_BYTES);
    this.#memory.set(block, this.#length);
    this.#length += block.length;
    return true;
  }

  /** Gives the memory back. Only when nobody reads it any more. */
  release(): void {
    if (this.#memory !== undefined && spare.length < SPARE_LIMIT) spare.push(this.#memory);
    this.#memory = undefined;
    this.#length = 0;
  }
}
