import type { LabelColumn } from '../page-model.js';
import { paddedBytes, viewOf } from './block.js';
import { escapeQuoted } from './escape-text.js';

const byColumn = new WeakMap<LabelColumn, Map<string, LabelFragments>>();

/** The fragments of a column under a written name, which is quoted if it has to be. They live as long as the column. */
export function labelFragments(column: LabelColumn, writtenName: string): LabelFragments {
  const byName = byColumn.get(column) ?? new Map<string, LabelFragments>();
  const fragments = byName.get(writtenName) ?? new LabelFragments(column, writtenName);
  byColumn.set(column, byName.set(writtenName, fragments));
  return fragments;
}

/**
 * The bytes of `name="escaped value",` for each value of a label, one behind the other, made when a row first needs them: no
 * scrape ever stops to render a whole dictionary.
 */
export class LabelFragments {
  /** Where the fragment of an id begins, and its bytes: 0 for one that is not there yet. */
  starts = new Uint32Array(0);
  lengths = new Uint32Array(0);
  view: DataView;
  /** Bytes of the longest fragment there is. */
  longest = 0;
  #bytes: Buffer;
  #used = 0;
  #capacity = 0;
  #generation: number;
  readonly #column: LabelColumn;
  readonly #opening: string;

  constructor(column: LabelColumn, writtenName: string) {
    this.#column = column;
    this.#opening = `${writtenName}="`;
    this.#generation = column.generation;
    this.#bytes = paddedBytes(0);
    this.view = viewOf(this.#bytes);
  }

  /**
   * Follows the column. To be called before each run of rows that is not interrupted: an id may have another value since the
   * last one, and a page must not show the old.
   */
  refresh(): void {
    const { generation, values } = this.#column;
    const outgrown = values.length > this.starts.length;
    if (generation === this.#generation && !outgrown) return;
    const capacity = outgrown
      ? Math.max(values.length, 2 * this.starts.length)
      : this.starts.length;
    this.starts = new Uint32Array(capacity);
    this.lengths = new Uint32Array(capacity);
    this.#generation = generation;
    this.#used = 0;
  }

  /** Makes the fragment of an id and returns its length. That of an absent label is empty. */
  render(id: number): number {
    const value = this.#column.values[id] ?? '';
    if (value === '') return 0;
    const text = `${this.#opening}${escapeQuoted(value)}",`;
    const length = Buffer.byteLength(text);
    this.#reserve(this.#used + length);
    this.#bytes.write(text, this.#used);
    this.starts[id] = this.#used;
    this.lengths[id] = length;
    this.#used += length;
    this.longest = Math.max(this.longest, length);
    return length;
  }

  #reserve(length: number): void {
    if (length <= this.#capacity) return;
    this.#capacity = 2 * length;
    const larger = paddedBytes(this.#capacity);
    this.#bytes.copy(larger, 0, 0, this.#used);
    this.#bytes = larger;
    this.view = viewOf(larger);
  }
}

/** Bytes that the labels of a row take at most, of those that are there. */
export function longestLabels(labels: readonly LabelFragments[]): number {
  let length = 0;
  for (const { longest } of labels) length += longest;
  return length;
}
