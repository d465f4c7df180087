import type { LabelColumn } from '@meterkit/exposition';
import type { Attributes } from '@opentelemetry/api';
import { labelText } from './label-text.js';

interface Dictionary extends LabelColumn {
  readonly values: string[];
  readonly ids: Map<string, number>;
}

interface LabelSet {
  /** By label; those of labels that came later are absent. */
  readonly ids: readonly number[];
  readonly key: string;
}

/** The rows that attributes make, as columns of ids. */
export interface LabelRows {
  readonly labels: readonly LabelColumn[];
  /** `labels.length` ids a row. */
  readonly ids: Uint32Array;
  readonly rowCount: number;
  /** One for each attributes object. */
  readonly rowOf: readonly number[];
}

/** Values kept, beyond twice those that were in use at the beginning. */
const SPARE = 1000;

/**
 * Turns attributes into label ids. What it keeps are dictionaries, and the ids by attributes object: the SDK passes the same
 * object for the same series each time. When most of what it keeps is of series that are gone, it begins anew.
 */
export class LabelSets {
  #labels: Dictionary[] = [];
  #known = new WeakMap<Attributes, LabelSet>();
  /** Values of all labels; each label has one at least. */
  #kept = 0;
  /** Below 0 before the first rows. */
  #limit = -1;

  /** Attributes that differ only before they become text ({a: 1} and {a: '1'}) are one row. */
  rows(attributes: readonly Attributes[]): LabelRows {
    const isNew = this.#kept > this.#limit;
    if (isNew) this.#forget();
    const sets = attributes.map((object) => this.#labelSet(object));
    if (isNew) this.#limit = 2 * this.#kept + SPARE;
    const rows = new Map<string, number>();
    const rowOf = sets.map(({ key }) => {
      const row = rows.get(key) ?? rows.size;
      rows.set(key, row);
      return row;
    });
    const width = this.#labels.length;
    const ids = new Uint32Array(rows.size * width);
    sets.forEach((set, i) => void ids.set(set.ids, (rowOf[i] as number) * width)); // one for each set
    return { labels: [...this.#labels], ids, rowCount: rows.size, rowOf };
  }

  #labelSet(attributes: Attributes): LabelSet {
    const known = this.#known.get(attributes);
    if (known !== undefined) return known;
    const ids: number[] = [];
    for (const [name, value] of Object.entries(attributes)) {
      const text = labelText(value);
      if (text !== '') this.#setId(ids, name, text);
    }
    const made = { ids, key: ids.join() };
    this.#known.set(attributes, made);
    return made;
  }

  #setId(ids: number[], name: string, text: string): void {
    let index = this.#labels.findIndex((label) => label.name === name);
    if (index < 0)
      index = this.#labels.push({ name, values: [''], ids: new Map(), generation: 0 }) - 1;
    const dictionary = this.#labels[index] as Dictionary; // just found or made
    const id = dictionary.ids.get(text) ?? dictionary.values.push(text) - 1;
    if (!dictionary.ids.has(text)) this.#kept++;
    dictionary.ids.set(text, id);
    while (ids.length <= index) ids.push(0);
    ids[index] = id;
  }

  #forget(): void {
    this.#labels = [];
    this.#known = new WeakMap();
    this.#kept = 0;
  }
}
