import { type PageProblem, type PageWriter, WritePace } from '@meterkit/exposition';

/** A page below this size is held until it is whole. */
const HELD_BYTES = 1 << 20;

/** Of pages that have been sent, for the next ones: fresh memory costs more than writing to it does. 4 MiB at most. */
const spare: Buffer[] = [];
const SPARE_LIMIT = 4;

/** The beginning of a page, or all of it, in one piece of memory; as a writer it gives this first and then the rest. */
export class HeldPage implements PageWriter {
  readonly #writer: PageWriter;
  #memory: Buffer = spare.pop() ?? Buffer.allocUnsafeSlow(HELD_BYTES);
  #length = 0;
  #given = 0;

  constructor(writer: PageWriter) {
    this.#writer = writer;
  }

  get problems(): readonly PageProblem[] {
    return this.#writer.problems;
  }

  get bytes(): Buffer {
    return this.#memory.subarray(0, this.#length);
  }

  /** Writes until the page ends, or the memory: false when the writer has more. */
  async hold(): Promise<boolean> {
    const pace = new WritePace();
    while (this.#length < HELD_BYTES) {
      const length = await pace.fill(this.#writer, this.#memory.subarray(this.#length));
      if (length === 0) return true;
      this.#length += length;
    }
    return false;
  }

  fill(block: Uint8Array): number {
    if (this.#given === this.#length) return this.#writer.fill(block);
    const held = this.bytes.subarray(this.#given, this.#given + block.length);
    block.set(held);
    this.#given += held.length;
    return held.length;
  }

  /** Gives the memory back, once. Only when nobody reads it any more; who is not sure leaves it to the garbage collector. */
  release(): void {
    if (spare.length < SPARE_LIMIT) spare.push(this.#memory);
    this.#memory = Buffer.alloc(0);
    this.#length = 0;
  }
}
