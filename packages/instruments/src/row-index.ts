/** A dense table is kept up to so many cells of 4 bytes. */
const DENSE_LIMIT = 1 << 12;

/** Reads the dictionary ids of a row into an array and returns it. */
export type ReadIds = (row: number, into: Uint32Array) => Uint32Array;

/**
 * Finds the row of a tuple of dictionary ids. A slot holds `row + 1`, negative while the row is not on the page, 0 for none:
 * so one comparison tells the recording path that it may go ahead.
 *
 * While the product of the numbers of values is small it is a dense table, 9 ns faster than what follows: open addressing
 * on the ids.
 */
export class RowIndex {
  /** For the recording path to read; only this class writes. */
  slots: Int32Array = new Int32Array(1);
  /** Cells of a dense table that a step of each label makes; empty when it is no longer dense. */
  strides: readonly number[] = [];
  dense = true;
  readonly #arity: number;
  readonly #readIds: ReadIds;
  readonly #scratch: Uint32Array;
  /** Ids of each label that the dense table has room for. */
  #sizes: readonly number[];
  #count = 0;

  /** `sizes`: how many ids of each label may be looked up before there is a row of them. */
  constructor(sizes: readonly number[], readIds: ReadIds) {
    this.#arity = sizes.length;
    this.#readIds = readIds;
    this.#scratch = new Uint32Array(sizes.length);
    this.#sizes = sizes;
    this.#layOut();
  }

  /** The entry of these ids, 0 when there is none. */
  find(ids: Uint32Array): number {
    if (this.dense && !this.#hasRoomFor(ids)) return 0;
    return this.slots[this.#locate(ids)] as number; // #locate stays within the table
  }

  /** Puts or replaces the entry of these ids. */
  set(ids: Uint32Array, entry: number): void {
    if (this.dense && !this.#hasRoomFor(ids)) this.#makeRoom(ids);
    const at = this.#locate(ids);
    if (this.slots[at] === 0) this.#count++;
    this.slots[at] = entry;
    if (!this.dense && this.#count * 5 > this.slots.length * 4) this.#rebuild();
  }

  delete(ids: Uint32Array): void {
    if (this.find(ids) === 0) return;
    const at = this.#locate(ids);
    this.slots[at] = 0;
    this.#count--;
    if (!this.dense) this.#closeGap(at);
  }

  #hasRoomFor(ids: Uint32Array): boolean {
    return this.#sizes.every((size, i) => (ids[i] as number) < size); // as many ids as labels
  }

  #makeRoom(ids: Uint32Array): void {
    this.#sizes = this.#sizes.map((size, i) => {
      let room = size;
      while (room <= (ids[i] as number)) room *= 2; // as many ids as labels
      return room;
    });
    this.#rebuild();
  }

  #rebuild(): void {
    const entries = this.slots.filter((entry) => entry !== 0);
    this.#layOut();
    for (const entry of entries) {
      const ids = this.#readIds(Math.abs(entry) - 1, this.#scratch);
      this.slots[this.dense ? dot(this.strides, ids) : this.#freeSlot(ids)] = entry;
    }
  }

  #layOut(): void {
    const cells = this.#sizes.reduce((product, size) => product * size, 1);
    this.dense &&= cells <= DENSE_LIMIT;
    this.strides = this.dense ? strides(this.#sizes) : [];
    this.slots = new Int32Array(this.dense ? cells : Math.max(16, powerOfTwo(this.#count * 2)));
  }

  #locate(ids: Uint32Array): number {
    if (this.dense) return dot(this.strides, ids);
    const mask = this.slots.length - 1;
    for (let at = hashIds(ids) & mask; ; at = (at + 1) & mask) {
      const entry = this.slots[at] as number; // masked
      if (entry === 0 || this.#holds(entry, ids)) return at;
    }
  }

  #holds(entry: number, ids: Uint32Array): boolean {
    const held = this.#readIds(Math.abs(entry) - 1, this.#scratch);
    for (let i = 0; i < this.#arity; i++) if (held[i] !== ids[i]) return false;
    return true;
  }

  #freeSlot(ids: Uint32Array): number {
    const mask = this.slots.length - 1;
    let at = hashIds(ids) & mask;
    while (this.slots[at] !== 0) at = (at + 1) & mask;
    return at;
  }

  /** Linear probing without tombstones: what follows the gap is put in anew. */
  #closeGap(gap: number): void {
    const mask = this.slots.length - 1;
    for (let at = (gap + 1) & mask; this.slots[at] !== 0; at = (at + 1) & mask) {
      const entry = this.slots[at] as number; // masked
      this.slots[at] = 0;
      this.slots[this.#freeSlot(this.#readIds(Math.abs(entry) - 1, this.#scratch))] = entry;
    }
  }
}

/** The recording path repeats these steps unrolled; the two must agree. */
export const HASH_SEED = 0x9e3779b1 | 0;

export function hashStep(hash: number, id: number): number {
  const mixed = Math.imul(hash ^ id, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

export function hashEnd(hash: number): number {
  const mixed = Math.imul(hash, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function hashIds(ids: Uint32Array): number {
  let hash = HASH_SEED;
  for (let i = 0; i < ids.length; i++) hash = hashStep(hash, ids[i] as number); // i < length
  return hashEnd(hash);
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
}

/** At least four, zeros last, for the unrolled code to multiply with. */
function strides(sizes: readonly number[]): number[] {
  const own = sizes.map((_, i) => sizes.slice(i + 1).reduce((product, size) => product * size, 1));
  return [...own, ...Array.from({ length: Math.max(0, 4 - own.length) }, () => 0)];
}

function dot(strides: readonly number[], ids: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < ids.length; i++) sum += (strides[i] as number) * (ids[i] as number); // at least as many strides
  return sum;
}
