import type { LabelValues } from './label.js';
import type { LabelDictionary } from './label-dictionary.js';
import { HASH_SEED, hashEnd, hashStep, type RowIndex } from './row-index.js';
import type { SeriesRows } from './series-rows.js';
import type { ValueIds } from './value-ids.js';

/** In the place of the number of labels. */
const CLOSED = -1;

/**
 * The recording path of measurements with a labels object: labels to row, without allocating. Uglier than the rest, for it
 * is unrolled up to four labels: 36 ns for three labels, where a loop over arrays takes 78 ns.
 */
export class SeriesFinder {
  #arity: number;
  readonly #names: readonly string[];
  readonly #dictionaries: readonly LabelDictionary[];
  readonly #index: RowIndex;
  readonly #rows: SeriesRows;
  // One field a label: an array would cost a bounds check and a load for each.
  readonly #n0: string;
  readonly #n1: string;
  readonly #n2: string;
  readonly #n3: string;
  readonly #ids0: ValueIds;
  readonly #ids1: ValueIds;
  readonly #ids2: ValueIds;
  readonly #ids3: ValueIds;

  constructor(dictionaries: readonly LabelDictionary[], index: RowIndex, rows: SeriesRows) {
    this.#arity = dictionaries.length;
    this.#dictionaries = dictionaries;
    this.#names = dictionaries.map((dictionary) => dictionary.name);
    this.#index = index;
    this.#rows = rows;
    const nth = (i: number) => dictionaries[i]?.ids as ValueIds; // read only where the arity says that it is there
    [this.#ids0, this.#ids1, this.#ids2, this.#ids3] = [nth(0), nth(1), nth(2), nth(3)];
    const name = (i: number) => this.#names[i] ?? '';
    [this.#n0, this.#n1, this.#n2, this.#n3] = [name(0), name(1), name(2), name(3)];
  }

  /** Finds nothing from now on, so that all measurements go the slow way; or finds again. */
  set closed(closed: boolean) {
    this.#arity = closed ? CLOSED : this.#dictionaries.length;
  }

  /**
   * `row + 1` of the series of these labels, negative when it is not on the page, 0 when there is none or the labels need
   * a second look. May throw what a getter of the labels throws. Does not ask whose property a label is: one left out may be
   * found on a polluted Object.prototype, if its value is that of a series.
   */
  find(labels: LabelValues): number {
    switch (this.#arity) {
      case 0:
        return this.#index.slots[0] as number; // always there
      case 1:
        return this.#entry(this.#ids0.idOf(labels[this.#n0]), 0, 0, 0);
      case 2:
        return this.#entry(
          this.#ids0.idOf(labels[this.#n0]),
          this.#ids1.idOf(labels[this.#n1]),
          0,
          0,
        );
      case 3:
        return this.#entry(
          this.#ids0.idOf(labels[this.#n0]),
          this.#ids1.idOf(labels[this.#n1]),
          this.#ids2.idOf(labels[this.#n2]),
          0,
        );
      case 4:
        return this.#entry(
          this.#ids0.idOf(labels[this.#n0]),
          this.#ids1.idOf(labels[this.#n1]),
          this.#ids2.idOf(labels[this.#n2]),
          this.#ids3.idOf(labels[this.#n3]),
        );
      case CLOSED:
        return 0;
      default:
        return this.#findMany(labels);
    }
  }

  #entry(a: number, b: number, c: number, d: number): number {
    if ((a | b | c | d) < 0) return 0;
    const index = this.#index;
    if (!index.dense) return this.#probe(a, b, c, d);
    // an id that a dictionary knows is that of a closed value or of a row, so it has room; what is beyond the arity is 0
    const strides = index.strides as readonly [number, number, number, number];
    return index.slots[a * strides[0] + b * strides[1] + c * strides[2] + d * strides[3]] as number;
  }

  #probe(a: number, b: number, c: number, d: number): number {
    const arity = this.#arity;
    const rows = this.#rows;
    const slots = this.#index.slots;
    const mask = slots.length - 1;
    const inChunk = (1 << rows.shift) - 1;
    let hash = hashStep(HASH_SEED, a);
    if (arity > 1) hash = hashStep(hash, b);
    if (arity > 2) hash = hashStep(hash, c);
    if (arity > 3) hash = hashStep(hash, d);
    for (let at = hashEnd(hash) & mask; ; at = (at + 1) & mask) {
      const entry = slots[at] as number; // masked
      if (entry === 0) return 0;
      const row = (entry < 0 ? -entry : entry) - 1;
      const ids = rows.ids[row >> rows.shift] as Uint32Array; // what is in the index exists
      const from = (row & inChunk) * rows.stride;
      if (
        ids[from] === a &&
        (arity < 2 || ids[from + 1] === b) &&
        (arity < 3 || ids[from + 2] === c) &&
        (arity < 4 || ids[from + 3] === d)
      )
        return entry;
    }
  }

  #findMany(labels: LabelValues): number {
    const ids = new Uint32Array(this.#arity);
    for (let i = 0; i < ids.length; i++) {
      const id = this.#dictionaries[i]?.idOf(labels[this.#names[i] ?? '']) ?? -1;
      if (id < 0) return 0;
      ids[i] = id;
    }
    return this.#index.find(ids);
  }
}
