import { type HistogramSeries, keepBuckets, newHistogram } from './histogram-series.js';
import { increase } from './increase.js';
import { readLabels } from './read-labels.js';
import type { PageFamily, PageSample } from './read-page.js';
import { keep, miss, newSeries, type SeriesHistory } from './series-history.js';
import type { Timeline } from './timeline.js';

export type FamilyKind = 'counter' | 'gauge' | 'histogram' | 'info';

/** A reading of the page, as the families take it in. */
export interface Reading {
  readonly slot: number;
  readonly timeMs: number;
  /** When the reading before was; undefined for the first. */
  readonly lastMs: number | undefined;
  /** How many more numbers can be kept over time; each series takes from it. */
  room: number;
}

/** A family and what its series were over the last minutes. */
export class FamilyHistory {
  readonly name: string;
  readonly kind: FamilyKind;
  /** A unit word, or `timestamp`. */
  readonly unit: string;
  readonly help: string;
  readonly series = new Map<string, SeriesHistory>();
  readonly histograms = new Map<string, HistogramSeries>();
  /** Series on the page for which there was no room. */
  leftOut = 0;
  /** Whether it was on the last page. */
  isPresent = true;
  readonly #timeline: Timeline;
  /** Where a sample goes, by its labels as they are on the page. */
  readonly #buckets = new Map<string, { series: HistogramSeries; bucket: number }>();
  #readings = 0;

  constructor({ name, type, unit, help }: PageFamily, timeline: Timeline) {
    this.name = name;
    this.kind = kindOf(type);
    this.unit = /(^|_)(timestamp|start_time)_seconds$/.test(name)
      ? 'timestamp'
      : unitOf(name, unit);
    this.help = help;
    this.#timeline = timeline;
  }

  /** All series, whatever the kind. */
  get all(): ReadonlyMap<string, SeriesHistory> {
    return this.kind === 'histogram' ? this.histograms : this.series;
  }

  /** Forgets what the slot held: a series that is not on this page has no number in it. */
  clear(slot: number): void {
    this.isPresent = false;
    for (const series of this.all.values()) miss(series, slot);
    for (const { buckets } of this.histograms.values())
      for (const track of buckets) track[slot] = Number.NaN;
  }

  /** Forgets the series that have not been on a page since; gives how much room they took. */
  forget(sinceMs: number): number {
    let room = 0;
    for (const [labels, { lastMs }] of this.series) {
      if (lastMs >= sinceMs) continue;
      this.series.delete(labels);
      room++;
    }
    for (const [labels, { lastMs, buckets }] of this.histograms) {
      if (lastMs >= sinceMs) continue;
      this.histograms.delete(labels);
      room += buckets.length;
    }
    for (const [labels, { series }] of this.#buckets)
      if (!this.histograms.has(series.labels)) this.#buckets.delete(labels);
    return room;
  }

  take(samples: readonly PageSample[], reading: Reading): void {
    this.isPresent = true;
    this.leftOut = 0;
    if (this.kind === 'histogram') this.#takeHistograms(samples, reading);
    else for (const sample of samples) this.#takeNumber(sample, reading);
    this.#readings++;
  }

  #takeNumber({ name, labels, value }: PageSample, reading: Reading): void {
    const own = this.kind === 'counter' ? `${this.name}_total` : this.name;
    if (name !== own && this.kind !== 'info') return;
    let series = this.series.get(labels);
    if (series === undefined) {
      if (reading.room <= 0) {
        this.leftOut++;
        return;
      }
      reading.room--;
      series = newSeries(labels, this.#timeline.track());
      this.series.set(labels, series);
    }
    keep(
      series,
      reading.slot,
      this.kind === 'counter' ? this.#rate(series, value, reading) : value,
    );
    series.last = value;
    series.lastMs = reading.timeMs;
  }

  #takeHistograms(samples: readonly PageSample[], reading: Reading): void {
    for (const { name, labels, value } of samples) {
      if (name !== `${this.name}_bucket`) continue;
      const place = this.#buckets.get(labels) ?? this.#newBucket(labels, reading);
      if (place !== undefined) place.series.counts[place.bucket] = value;
    }
    for (const series of this.histograms.values()) {
      const count = series.counts.at(-1);
      if (count === undefined) continue; // it is not on this page
      keep(series, reading.slot, this.#rate(series, count, reading));
      const seconds = this.#secondsSince(series, reading);
      keepBuckets(series, reading.slot, Number.isNaN(series.now) ? Number.NaN : 1 / seconds);
      series.last = count;
      series.lastMs = reading.timeMs;
    }
  }

  /** A bucket of a series that is on the page for the first time; undefined when there is no room for the series. */
  #newBucket(labels: string, reading: Reading) {
    const pairs = readLabels(labels);
    const bound = pairs.find(([name]) => name === 'le')?.[1] ?? '+Inf';
    const own = labels.replace(/(^|,)le="[^"]*"/, '').replace(/^,/, '');
    let series = this.histograms.get(own);
    if (series === undefined) {
      if (reading.room <= 0) {
        if (bound === '+Inf') this.leftOut++;
        return undefined;
      }
      series = newHistogram(own, this.#timeline);
      this.histograms.set(own, series);
    }
    reading.room--;
    const place = { series, bucket: series.bounds.length };
    series.bounds.push(bound === '+Inf' ? Infinity : Number(bound));
    series.buckets.push(this.#timeline.track());
    this.#buckets.set(labels, place);
    return place;
  }

  #rate(series: SeriesHistory, value: number, reading: Reading): number {
    // A series that joins a family that was here before has risen from zero.
    const before = series.last ?? (this.#readings > 0 ? 0 : undefined);
    return increase(before, value) / this.#secondsSince(series, reading);
  }

  #secondsSince(series: SeriesHistory, { timeMs, lastMs = 0 }: Reading): number {
    return (timeMs - (series.last === undefined ? lastMs : series.lastMs)) / 1000;
  }
}

function kindOf(type: string): FamilyKind {
  if (type === 'counter' || type === 'histogram' || type === 'info') return type;
  return 'gauge';
}

/** The unit of the UNIT line, else what the name ends with. */
function unitOf(name: string, unit: string): string {
  return unit || (/_(seconds|bytes|ratio)(_total)?$/.exec(name)?.[1] ?? '');
}
