import type { Bounds } from './bounds.js';
import { BucketIndex } from './bucket-index.js';
import { type LabelSpecs, OTHER, OVERFLOW_LABEL } from './label.js';
import { LabelDictionary } from './label-dictionary.js';
import { type LabelProblem, readLabel, undeclaredLabels } from './label-value.js';
import { RowIndex } from './row-index.js';
import { SeriesFinder } from './series-finder.js';
import { type RowChunk, SeriesRows } from './series-rows.js';

/** Closed combinations that are on the page at zero from the start; beside an open label, from its first sight. */
const ZERO_SERIES_LIMIT = 256;
const ZERO_SIBLINGS_LIMIT = 64;

/** What a table needs from its store. */
export interface TableHost {
  /** Series at a time of a table that does not say, of all tables, and how many there are. */
  readonly seriesPerInstrument: number;
  readonly seriesLimit: number;
  live: number;
  readonly startMs: number;
  /** Time in units of 100 ms since `startMs`. */
  ticks(): number;
  /** The number of the page begun last, and of the oldest one that is still being written (+Infinity for none). */
  readonly lastPage: number;
  readonly oldestPage: number;
  labelProblem(table: SeriesTable, problem: LabelProblem, label: string, value: string): void;
  overflow(table: SeriesTable): void;
}

/** What a table is made of. */
export interface TableSpec {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly unit: string;
  readonly description: string;
  readonly exactName: boolean;
  readonly scope: { readonly name: string; readonly version?: string | undefined };
  readonly labels: LabelSpecs;
  readonly bounds: Bounds | undefined;
  /** Series at a time; `undefined`: what the store says. */
  readonly seriesLimit: number | undefined;
  /** All closed combinations exist from the start. Not for what callbacks report. */
  readonly zeroSeries: boolean;
}

/** Told when its row leaves the page and when it comes back. */
export interface BoundRow {
  live: boolean;
}

/**
 * The series of one instrument, in columns: a row is a tuple of dictionary ids and its numbers. Writers of pages read it as
 * it stands; it satisfies the page model of `@meterkit/exposition` without knowing it.
 *
 * A removed row keeps its identity until every page that may have shown it has ended, a row that was ever bound for ever.
 */
export class SeriesTable {
  readonly spec: TableSpec;
  readonly labels: readonly LabelDictionary[];
  readonly startMs: number;
  readonly buckets: BucketIndex | undefined;
  readonly finder: SeriesFinder;
  readonly rows: SeriesRows;
  /** Rows on the page. */
  live = 0;
  readonly #declared: readonly LabelDictionary[];
  readonly #names: readonly string[];
  readonly #combinations: number;
  readonly #index: RowIndex;
  readonly #host: TableHost;
  readonly #bound = new Map<number, BoundRow>();
  /** Removed rows, with the page begun last before: they wait for it to end. */
  readonly #retired = new Map<number, number>();
  readonly #free: number[] = [];
  #overflowRow = -1;

  constructor(spec: TableSpec, host: TableHost) {
    this.spec = spec;
    this.startMs = host.startMs;
    this.#host = host;
    this.#declared = Object.entries(spec.labels).map(([n, label]) => new LabelDictionary(n, label));
    this.#names = Object.keys(spec.labels);
    this.#combinations = closedCombinations(this.#declared);
    const closed = this.#declared.every((dictionary) => dictionary.closed);
    const mayOverflow = !closed || this.#combinations > this.seriesLimit;
    this.labels = mayOverflow ? [...this.#declared, overflowColumn()] : this.#declared;
    const width = spec.bounds === undefined ? 1 : spec.bounds.length + 2;
    const shift = chunkShift(closed, this.#combinations, this.seriesLimit);
    this.rows = new SeriesRows(shift, width, this.labels.length);
    this.buckets = spec.bounds === undefined ? undefined : new BucketIndex(spec.bounds);
    this.#index = new RowIndex(this.#names.length, (row, ids) => this.rows.readIds(row, ids));
    this.finder = new SeriesFinder(this.#declared, this.#index, this.rows);
    if (closed && spec.zeroSeries && this.#combinations <= ZERO_SERIES_LIMIT) this.#createClosed();
  }

  get name(): string {
    return this.spec.name;
  }
  get type(): TableSpec['type'] {
    return this.spec.type;
  }
  get unit(): string {
    return this.spec.unit;
  }
  get description(): string {
    return this.spec.description;
  }
  get exactName(): boolean {
    return this.spec.exactName;
  }
  get scope(): TableSpec['scope'] {
    return this.spec.scope;
  }
  get bounds(): Bounds | undefined {
    return this.spec.bounds;
  }
  get rowCount(): number {
    return this.rows.count;
  }
  get chunkShift(): number {
    return this.rows.shift;
  }
  get chunks(): readonly RowChunk[] {
    return this.rows.chunks;
  }

  /** Series at a time, the overflow series apart. */
  get seriesLimit(): number {
    return this.spec.seriesLimit ?? this.#host.seriesPerInstrument;
  }

  /** Whether there may be more label sets than the limit admits. */
  get canOverflow(): boolean {
    return this.labels.length > this.#declared.length;
  }

  /** The row of these labels, made when it is new; the overflow row when there is no room. Never throws. */
  resolve(labels: unknown): number {
    const values = this.#declared.map((dictionary) => this.#read(labels, dictionary)); // runs the caller's code: first
    const known = this.#known(values);
    const entry = known === undefined ? 0 : this.#index.find(known);
    if (entry > 0) return entry - 1;
    if (this.live >= this.seriesLimit || this.#host.live >= this.#host.seriesLimit)
      return this.#overflow();
    if (entry < 0) return this.show(-entry - 1);
    for (const label of undeclaredLabels(labels, this.#names))
      this.#host.labelProblem(this, 'undeclared', label, '');
    this.#reclaim();
    return this.#create(Uint32Array.from(values, (value, i) => this.#intern(value, i)));
  }

  /** Sets a series to zero and takes it off the page. False when it is not on it. Never throws. */
  remove(labels: unknown): boolean {
    const ids = this.#known(this.#names.map((name) => readLabel(labels, name).value));
    const entry = ids === undefined ? 0 : this.#index.find(ids);
    if (entry <= 0) return false;
    this.hide(entry - 1);
    return true;
  }

  /** Takes a row off the page, at zero; its labels stay for as long as somebody may know it. */
  hide(row: number): void {
    if (this.rows.isHidden(row)) return;
    this.rows.hide(row);
    this.#countLive(-1);
    const bound = this.#bound.get(row);
    if (bound !== undefined) bound.live = false;
    if (row === this.#overflowRow) return;
    this.#index.set(this.#idsOf(row), -(row + 1));
    if (bound === undefined) this.#retired.set(row, this.#host.lastPage);
  }

  /** Brings a row back to the page, as new. */
  show(row: number): number {
    if (!this.rows.isHidden(row)) return row;
    this.rows.show(row, this.#host.ticks());
    this.#countLive(1);
    const bound = this.#bound.get(row);
    if (bound !== undefined) bound.live = true;
    if (row === this.#overflowRow) return row;
    this.#retired.delete(row);
    this.#index.set(this.#idsOf(row), row + 1);
    return row;
  }

  /** The series begins anew where it stands: an observed sum has fallen. */
  restart(row: number): void {
    this.rows.show(row, this.#host.ticks());
  }

  /** The one bound instrument of a row, which from now on is never given to other labels. */
  intern<B extends BoundRow>(row: number, make: () => B): B {
    const known = this.#bound.get(row);
    if (known !== undefined) return known as B; // a table makes bound instruments of one class only
    const made = make();
    this.#bound.set(row, made);
    return made;
  }

  #read(labels: unknown, dictionary: LabelDictionary): string {
    const { value, problem } = readLabel(labels, dictionary.name);
    if (problem !== undefined) {
      this.#host.labelProblem(this, problem, dictionary.name, value);
      return value;
    }
    if (!dictionary.closed || dictionary.idOf(value) > 0) return value;
    this.#host.labelProblem(this, 'outside_closed_set', dictionary.name, value);
    return OTHER;
  }

  #known(values: readonly string[]): Uint32Array | undefined {
    const ids = new Uint32Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const id = values[i] === '' ? 0 : (this.#declared[i]?.idOf(values[i]) ?? -1);
      if (id < 0) return undefined;
      ids[i] = id;
    }
    return ids;
  }

  #intern(value: string, i: number): number {
    const dictionary = this.#declared[i] as LabelDictionary; // one for each value
    if (value === '') return 0;
    if (value === OTHER || dictionary.idOf(value) >= 0 || !dictionary.full)
      return dictionary.intern(value);
    this.#host.labelProblem(this, 'value_limit', dictionary.name, value);
    return dictionary.intern(OTHER);
  }

  #create(ids: Uint32Array): number {
    const entry = this.#index.find(ids); // a value past its limit may have led to a row that is there
    if (entry !== 0) return this.show(Math.abs(entry) - 1);
    const row = this.#newRow(ids);
    this.#index.set(ids, row + 1);
    const hasSiblings = this.#combinations > 1 && this.canOverflow;
    if (hasSiblings && this.spec.zeroSeries && this.#combinations <= ZERO_SIBLINGS_LIMIT)
      this.#createClosed(ids);
    return row;
  }

  #newRow(ids: Uint32Array): number {
    const row = this.#free.pop() ?? this.rows.append();
    this.rows.setIds(row, ids);
    this.rows.show(row, this.#host.ticks());
    for (let i = 0; i < ids.length; i++) this.#declared[i]?.retain(ids[i] as number); // i < length
    this.#countLive(1);
    return row;
  }

  /**
   * Makes every combination of closed values beside the open values of `base`, so that the first increment of each is seen
   * as one.
   */
  #createClosed(base?: Uint32Array, done: readonly number[] = []): void {
    const dictionary = this.#declared[done.length];
    if (dictionary === undefined) {
      const ids = Uint32Array.from(done);
      if (this.live >= this.seriesLimit || this.#index.find(ids) !== 0) return;
      this.#index.set(ids, this.#newRow(ids) + 1);
    } else if (dictionary.closed) {
      const last = dictionary.values.length - 1; // OTHER
      for (let id = 1; id < last; id++) this.#createClosed(base, [...done, id]);
    } else {
      this.#createClosed(base, [...done, base?.[done.length] ?? 0]);
    }
  }

  #overflow(): number {
    this.#host.overflow(this);
    if (this.#overflowRow >= 0) return this.show(this.#overflowRow);
    const column = this.labels[this.#declared.length] ?? overflowColumn(); // there, for this may happen
    const ids = new Uint32Array(this.#declared.length + 1);
    ids[this.#declared.length] = column.intern('true');
    this.#overflowRow = this.#newRow(ids);
    return this.#overflowRow;
  }

  /** Gives back rows that no page can show any more, and the label values that nobody else uses. */
  #reclaim(): void {
    for (const [row, page] of this.#retired) {
      if (page >= this.#host.oldestPage) return;
      const ids = this.#idsOf(row);
      this.#retired.delete(row);
      this.#index.delete(ids);
      for (let i = 0; i < ids.length; i++) this.#declared[i]?.release(ids[i] as number); // i < length
      this.#free.push(row);
    }
  }

  #countLive(change: 1 | -1): void {
    this.live += change;
    this.#host.live += change;
  }

  #idsOf(row: number): Uint32Array {
    return this.rows.readIds(row, new Uint32Array(this.#names.length));
  }
}

function overflowColumn(): LabelDictionary {
  return new LabelDictionary(OVERFLOW_LABEL, { kind: 'open', limit: 1 });
}

function closedCombinations(dictionaries: readonly LabelDictionary[]): number {
  const sizes = dictionaries.filter((d) => d.closed).map((d) => d.values.length - 2); // absent, OTHER
  return sizes.reduce((product, size) => product * size, 1);
}

function chunkShift(closed: boolean, combinations: number, seriesLimit: number): number {
  if (closed) return Math.min(10, Math.ceil(Math.log2(combinations)));
  return seriesLimit <= 4096 ? 6 : 10;
}
