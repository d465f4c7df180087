import { type ClosedLabel, type OpenLabel, OTHER } from './label.js';
import { ValueIds } from './value-ids.js';

/**
 * The values of one label, as small integers. Id 0 is the absent label, in a closed set the last id is {@link OTHER}.
 * Values of an open label are counted by the rows that use them and go with the last.
 */
export class LabelDictionary {
  readonly name: string;
  readonly closed: boolean;
  /** Of the values, for the recording path. */
  readonly ids = new ValueIds();
  readonly values: string[] = [''];
  generation = 0;
  readonly #limit: number;
  readonly #rows: number[] = [0];
  readonly #free: number[] = [];

  constructor(name: string, spec: ClosedLabel | OpenLabel) {
    this.name = name;
    this.closed = spec.kind === 'closed';
    this.#limit = spec.kind === 'closed' ? Number.POSITIVE_INFINITY : spec.limit;
    if (spec.kind === 'closed') for (const value of [...spec.values, OTHER]) this.#append(value);
    else this.ids.set('', 0); // the empty string is in no closed set
  }

  /** The id of a value exactly as given, or -1. */
  idOf(value: unknown): number {
    return this.ids.idOf(value);
  }

  /** How many values are in use, the absent one and {@link OTHER} apart. */
  get size(): number {
    const other = this.idOf(OTHER) > 0 ? 1 : 0;
    return this.values.length - 1 - this.#free.length - other;
  }

  get full(): boolean {
    return this.size >= this.#limit;
  }

  /** The id of a well-formed value, made when it is new; the caller has looked at {@link full}. */
  intern(value: string): number {
    const known = this.idOf(value);
    if (known >= 0) return known;
    const id = this.#free.pop();
    if (id === undefined) return this.#append(value);
    this.values[id] = value;
    this.ids.set(value, id);
    this.generation++;
    return id;
  }

  /** Counts a row that uses this id. */
  retain(id: number): void {
    this.#rows[id] = (this.#rows[id] ?? 0) + 1;
  }

  /** Forgets a row that used this id, and the value with its last row. */
  release(id: number): void {
    const rows = (this.#rows[id] ?? 0) - 1;
    this.#rows[id] = rows;
    if (rows > 0 || id === 0 || this.closed) return;
    this.ids.delete(this.values[id] ?? '');
    this.values[id] = '';
    this.#free.push(id);
    this.generation++;
  }

  #append(value: string): number {
    const id = this.values.length;
    this.values.push(value);
    this.#rows.push(0);
    this.ids.set(value, id);
    return id;
  }
}
