/** Dense tables are kept up to so many cells of 4 bytes. */
const DENSE_LIMIT = 1 << 14;

/** Reads the dictionary ids of a row. */
export type IdsOf = (row: number, into: Uint32Array) => void;

/**
 * Finds the row of a tuple of dictionary ids. A slot holds `row + 1`, negative while the row is not on the page, 0 for none:
 * so one comparison tells the recording path that it may go ahead.
 *
 * Closed label sets with few combinations are a dense table, all others open addressing on the ids.
 */
export class RowIndex {
  slots: Int32Array;
  /** Cells a step of each label makes in a dense table; `undefined`: open addressing. */
  readonly strides: Int32Array | undefined;
  readonly #idsOf: IdsOf;
  readonly #scratch: Uint32Array;
  #count = 0;

  /** `sizes`: the number of ids of each closed label, `undefined` when one is open. */
  constructor(arity: number, sizes: readonly number[] | undefined, idsOf: IdsOf) {
    this.#idsOf = idsOf;
    this.#scratch = new Uint32Array(arity);
    const cells = sizes?.reduce((product, size) => product * size, 1);
    const dense = sizes !== undefined && cells !== undefined && cells <= DENSE_LIMIT;
    this.strides = dense ? strides(sizes) : undefined;
    this.slots = new Int32Array(dense ? cells : 16);
  }

  /** The slot's content for these ids: `row + 1`, negative when hidden, 0 when there is none. */
  find(ids: Uint32Array): number {
    return this.slots[this.#locate(ids)] as number; // #locate stays within the table
  }

  /** Puts or replaces the entry of these ids. */
  set(ids: Uint32Array, entry: number): void {
    const at = this.#locate(ids);
    const isNew = this.slots[at] === 0;
    this.slots[at] = entry;
    if (this.strides !== undefined || !isNew) return;
    this.#count++;
    if (this.#count * 5 > this.slots.length * 4) this.#grow();
  }

  delete(ids: Uint32Array): void {
    const at = this.#locate(ids);
    if (this.slots[at] === 0) return;
    this.slots[at] = 0;
    if (this.strides !== undefined) return;
    this.#count--;
    this.#closeGap(at);
  }

  #locate(ids: Uint32Array): number {
    if (this.strides !== undefined) return dot(this.strides, ids);
    const mask = this.slots.length - 1;
    let at = hashIds(ids) & mask;
    for (;;) {
      const entry = this.slots[at] as number; // masked
      if (entry === 0 || this.#holds(entry, ids)) return at;
      at = (at + 1) & mask;
    }
  }

  #holds(entry: number, ids: Uint32Array): boolean {
    this.#idsOf(Math.abs(entry) - 1, this.#scratch);
    return ids.every((id, i) => id === this.#scratch[i]);
  }

  #grow(): void {
    const entries = this.slots.filter((entry) => entry !== 0);
    this.slots = new Int32Array(this.slots.length * 2);
    for (const entry of entries) this.#reinsert(entry);
  }

  /** Linear probing without tombstones: what follows the gap is put in anew. */
  #closeGap(gap: number): void {
    const mask = this.slots.length - 1;
    for (let at = (gap + 1) & mask; this.slots[at] !== 0; at = (at + 1) & mask) {
      const entry = this.slots[at] as number; // masked
      this.slots[at] = 0;
      this.#reinsert(entry);
    }
  }

  #reinsert(entry: number): void {
    const mask = this.slots.length - 1;
    this.#idsOf(Math.abs(entry) - 1, this.#scratch);
    let at = hashIds(this.#scratch) & mask;
    while (this.slots[at] !== 0) at = (at + 1) & mask;
    this.slots[at] = entry;
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

function strides(sizes: readonly number[]): Int32Array {
  const result = new Int32Array(sizes.length);
  let stride = 1;
  for (let i = sizes.length - 1; i >= 0; i--) {
    result[i] = stride;
    stride *= sizes[i] as number; // i < length
  }
  return result;
}

function dot(strides: Int32Array, ids: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < strides.length; i++) sum += (strides[i] as number) * (ids[i] as number); // same length
  return sum;
}
