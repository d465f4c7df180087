import type { Bounds } from './bounds.js';
import { BucketIndex } from './bucket-index.js';
import { OVERFLOW_LABEL } from './label.js';
import { LabelDictionary } from './label-dictionary.js';
import type { MonotonicClock } from './monotonic-clock.js';
import { PageColumns } from './page-columns.js';
import { RowIndex } from './row-index.js';
import { SeriesFinder } from './series-finder.js';
import { SeriesLabels } from './series-labels.js';
import { closedShift, openShift, SeriesRows } from './series-rows.js';
import type { TableHost } from './table-host.js';
import type { TableSpec } from './table-spec.js';

/** Closed combinations that are on the page at zero from the start; beside an open label, from its first sight. */
const ZERO_SERIES_LIMIT = 256;
const ZERO_SIBLINGS_LIMIT = 64;

/** Removed rows that one new series gives back at most: as many as it may make, see {@link ZERO_SIBLINGS_LIMIT}. */
const RECLAIM_LIMIT = 64;

/**
 * What a bound instrument may do: write to its cells; ask the table first, for its row is not on the page; or nothing at all,
 * for nobody wants its measurements.
 */
export type BoundState = 'live' | 'hidden' | 'disabled';

/** Told when its row leaves the page and when it comes back. */
export interface BoundRow {
  state: BoundState;
  /** Told when the numbers of its row are elsewhere. Only histograms can be. */
  reseat?(): void;
}

/**
 * The series of one instrument, in columns: a row is a tuple of dictionary ids and its numbers. Writers of pages read it as
 * it stands.
 *
 * A removed row keeps its identity until every page that may have shown it has ended, a row that was ever bound for ever.
 */
export class SeriesTable extends PageColumns {
  readonly spec: TableSpec;
  /** The columns of the page: the declared labels, and that of the overflow where there can be one. */
  readonly labels: readonly LabelDictionary[];
  /** Whether there can be more label sets than the limit admits; else no limit is asked. */
  readonly canOverflow: boolean;
  buckets: BucketIndex | undefined;
  readonly finder: SeriesFinder;
  readonly rows: SeriesRows;
  /** Series on the page, the overflow apart. */
  live = 0;
  readonly #declared: SeriesLabels;
  readonly #index: RowIndex;
  readonly #host: TableHost;
  readonly #madeAt: number;
  readonly #pagesBefore: number;
  readonly #bound = new Map<number, BoundRow>();
  /** Removed rows, with the page begun last before: they wait for it to end. */
  readonly #retired = new Map<number, number>();
  /** How often a row was hidden, if it ever was. */
  readonly #hides = new Map<number, number>();
  readonly #free: number[] = [];
  #overflowRow = -1;
  #recording = true;
  #bounds: Bounds | undefined;

  constructor(spec: TableSpec, host: TableHost) {
    super();
    this.spec = spec;
    this.#host = host;
    this.#madeAt = host.ticks();
    this.#pagesBefore = host.pages.last;
    this.#declared = new SeriesLabels(spec.labels, (...problem) =>
      host.problems.label(this, ...problem),
    );
    const { dictionaries, closed, combinations, possible } = this.#declared;
    this.canOverflow = possible > this.seriesLimit;
    this.labels = this.canOverflow ? [...dictionaries, overflowColumn()] : dictionaries;
    this.#bounds = spec.bounds;
    const width = spec.bounds === undefined ? 1 : spec.bounds.length + 2;
    const shift = closed ? closedShift(combinations) : openShift(this.seriesLimit);
    this.rows = new SeriesRows(shift, width, this.labels.length);
    this.buckets = spec.bounds === undefined ? undefined : new BucketIndex(spec.bounds);
    const sizes = dictionaries.map(({ values }) => Math.max(4, values.length));
    this.#index = new RowIndex(sizes, (row, ids) => this.rows.readIds(row, ids));
    this.finder = new SeriesFinder(dictionaries, this.#index, this.rows);
    this.finder.closed = true; // until the first measurement: only the slow way sees a label too many
    if (closed && combinations <= ZERO_SERIES_LIMIT)
      this.#createSiblings(new Uint32Array(dictionaries.length));
  }

  get bounds(): Bounds | undefined {
    return this.#bounds;
  }
  get startMs(): number {
    return this.#host.startMs;
  }

  /** What its timers read. */
  get nowMs(): MonotonicClock {
    return this.#host.nowMs;
  }

  /** Series at a time, the overflow apart. */
  get seriesLimit(): number {
    return this.spec.seriesLimit ?? this.#host.seriesPerInstrument;
  }

  /** Whether its bounds can be others: nothing has been observed, and no page may have shown them. */
  get canChangeBounds(): boolean {
    return (
      this.#host.pages.last === this.#pagesBefore &&
      this.rows.cells.every((cells) => cells.every((n) => n === 0))
    );
  }

  setBounds(bounds: Bounds): void {
    this.#bounds = bounds;
    this.buckets = new BucketIndex(bounds);
    this.rows.setWidth(bounds.length + 2);
    for (const bound of this.#bound.values()) bound.reseat?.();
  }

  /** Whether bound instruments and the finder lead to rows; otherwise all measurements go the slow way. */
  setRecording(recording: boolean): void {
    this.#recording = recording;
    this.finder.closed = true;
    for (const [row, bound] of this.#bound) {
      const state = this.rows.isHidden(row) ? 'hidden' : 'live';
      bound.state = recording ? state : 'disabled';
    }
  }

  /** The row of these labels, made when it is new; the overflow's when there is no room. Never throws. */
  resolve(labels: unknown): number {
    const row = this.rowOf(this.read(labels));
    this.finder.closed = !this.#recording;
    return row;
  }

  /** The values of labels, normalised: equal ones are the same series. Never throws. */
  read(labels: unknown): readonly string[] {
    return this.#declared.read(labels);
  }

  /** The row of values that {@link read} gave, made when it is new; the overflow's when there is no room. */
  rowOf(values: readonly string[]): number {
    const entry = this.#entryOf(this.#declared.ids(values));
    if (entry > 0) return entry - 1;
    if (entry < 0) return this.revive(-entry - 1);
    if (this.#isFull()) return this.#overflow();
    this.#reclaim(values);
    return this.#create(this.#declared.intern(values));
  }

  /** The row of values that {@link read} gave, -1 when it is not on the page. */
  find(values: readonly string[]): number {
    return Math.max(0, this.#entryOf(this.#declared.ids(values))) - 1;
  }

  /** Sets a series to zero and takes it off the page. False when it is not on it. Never throws. */
  remove(labels: unknown): boolean {
    const entry = this.#entryOf(this.#declared.idsAsPassed(labels));
    if (entry > 0) this.hide(entry - 1);
    return entry > 0;
  }

  /** Takes a row off the page, at zero; its labels stay for as long as somebody may know it. */
  hide(row: number): void {
    if (this.rows.isHidden(row)) return;
    this.rows.hide(row);
    this.#hides.set(row, this.version(row) + 1);
    const bound = this.#bound.get(row);
    if (bound?.state === 'live') bound.state = 'hidden';
    if (row === this.#overflowRow) return;
    this.#countLive(-1);
    this.#index.set(this.#idsOf(row), -(row + 1));
    if (bound === undefined) this.#retired.set(row, this.#host.pages.last);
  }

  /** Changes whenever a row leaves the page: what was known of it before is over. */
  version(row: number): number {
    return this.#hides.get(row) ?? 0;
  }

  /** Where a change to a row goes: to itself, back on the page, or to the overflow when there is no room. */
  revive(row: number): number {
    if (!this.rows.isHidden(row)) return row;
    if (row !== this.#overflowRow) {
      if (this.#isFull()) return this.#overflow();
      this.#countLive(1);
      this.#retired.delete(row);
      this.#index.set(this.#idsOf(row), row + 1);
    }
    this.rows.show(row);
    if (!this.spec.observed) this.restart(row);
    const bound = this.#bound.get(row);
    if (bound !== undefined && this.#recording) bound.state = 'live';
    return row;
  }

  /** The series begins anew where it stands. */
  restart(row: number): void {
    this.rows.setCreated(row, this.#host.ticks());
  }

  /** The one bound instrument of a row, which from now on is never given to other labels. */
  intern<B extends BoundRow>(row: number, make: () => B): B {
    const known = this.#bound.get(row);
    if (known !== undefined) return known as B; // a table makes bound instruments of one class only
    const made = make();
    this.#bound.set(row, made);
    return made;
  }

  /** Positive: `row + 1`; negative: that of a row off the page; 0 when there is none. */
  #entryOf(ids: Uint32Array | undefined): number {
    return ids === undefined ? 0 : this.#index.find(ids);
  }

  #isFull(): boolean {
    return (
      this.canOverflow &&
      (this.live >= this.seriesLimit || this.#host.live >= this.#host.seriesLimit)
    );
  }

  #create(ids: Uint32Array): number {
    const entry = this.#index.find(ids); // a value past its limit may have led to a row that is there
    if (entry !== 0) return this.revive(Math.abs(entry) - 1);
    const row = this.#createRow(ids);
    const { closed, combinations } = this.#declared;
    if (!closed && combinations > 1 && combinations <= ZERO_SIBLINGS_LIMIT)
      this.#createSiblings(ids);
    return row;
  }

  /** Makes every closed combination beside these ids, so that the first increment of each is seen as one. */
  #createSiblings(ids: Uint32Array): void {
    if (this.spec.observed) return;
    for (const sibling of this.#declared.siblings(ids))
      if (!this.#isFull() && this.#index.find(sibling) === 0) this.#createRow(sibling);
  }

  #createRow(ids: Uint32Array): number {
    const row = this.#fill(ids);
    this.#declared.retain(ids);
    this.#countLive(1);
    this.#index.set(ids, row + 1);
    return row;
  }

  #fill(ids: Uint32Array): number {
    const row = this.#free.pop() ?? this.rows.append();
    this.rows.setIds(row, ids);
    this.rows.show(row);
    this.rows.setCreated(row, this.spec.observed ? this.#madeAt : this.#host.ticks());
    return row;
  }

  #overflow(): number {
    this.#host.problems.overflow(this, this.#host.seriesLimit);
    if (this.#overflowRow >= 0) return this.revive(this.#overflowRow);
    const ids = new Uint32Array(this.labels.length);
    ids[ids.length - 1] = 1; // "true", see overflowColumn
    this.#overflowRow = this.#fill(ids);
    return this.#overflowRow;
  }

  /**
   * Gives back rows that no page can show any more, and the label values that nobody else uses: a few, so that no new series
   * takes long; more only while `values` have no room.
   */
  #reclaim(values: readonly string[]): void {
    let reclaimed = 0;
    for (const [row, page] of this.#retired) {
      if (page >= this.#host.pages.oldest) return;
      if (reclaimed++ >= RECLAIM_LIMIT && !this.#declared.fold(values)) return;
      const ids = this.#idsOf(row);
      this.#retired.delete(row);
      this.#index.delete(ids);
      this.#declared.release(ids);
      this.#free.push(row);
    }
  }

  #countLive(change: 1 | -1): void {
    this.live += change;
    this.#host.live += change;
  }

  #idsOf(row: number): Uint32Array {
    return this.rows.readIds(row, new Uint32Array(this.#declared.dictionaries.length));
  }
}

function overflowColumn(): LabelDictionary {
  const column = new LabelDictionary(OVERFLOW_LABEL, { kind: 'open', limit: 1 });
  column.intern('true');
  return column;
}
