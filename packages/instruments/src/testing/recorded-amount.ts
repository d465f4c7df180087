import type { InstrumentDefinition } from '../instrument-definition.js';
import type { LabelSpecs, LabelsOf } from '../label.js';
import type { Store } from '../store.js';
import { checkLabels, findFamily, type NamesOf, obviousNames } from './find-family.js';
import { type Family, type HistogramAmount, type ReadSeries, readSeries } from './read-series.js';
import { addsUp, changed, type Snapshot } from './recording.js';

/** A declared name, a name of the page, or the definition that has the name. */
export type Recorded<S extends LabelSpecs = LabelSpecs> =
  | string
  | Pick<InstrumentDefinition<InstrumentDefinition['kind'], S>, 'name' | 'labels'>;

/** Some of the labels; of a definition only those that it has compile. */
export type SomeLabels<S extends LabelSpecs> = Partial<LabelsOf<S>>;

export interface RecordedOptions {
  /** Only what was recorded since then. */
  readonly since?: Snapshot;
}

/** What was found for a name and labels. */
export interface Found {
  readonly family: Family;
  /** Of the whole store, not at zero. */
  readonly all: readonly ReadSeries[];
  readonly matching: readonly ReadSeries[];
  /** Of all that match; undefined for nothing. */
  readonly amount: number | HistogramAmount | undefined;
}

/**
 * What all series with these labels have taken: sums and histograms are added up, a gauge that is set has to be one series. 0 for
 * nothing. Throws for an instrument or a label that the store has not.
 */
export function recordedAmount<S extends LabelSpecs>(
  store: Pick<Store, 'families'>,
  what: Recorded<S>,
  labels: SomeLabels<S> = {},
  options: RecordedOptions = {},
): number | HistogramAmount {
  const { family, amount } = findRecorded(store, { what, labels, options, namesOf: obviousNames });
  return amount ?? (family.type === 'histogram' ? { count: 0, sum: 0 } : 0);
}

export interface Query {
  readonly what: Recorded;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly options: RecordedOptions;
  readonly namesOf: NamesOf;
}

export function findRecorded(
  store: Pick<Store, 'families'>,
  { what, labels, options, namesOf }: Query,
): Found {
  const family = findFamily(store, typeof what === 'string' ? what : what.name, namesOf);
  checkLabels(family, labels);
  const wanted = Object.entries(labels);
  const all = changed(readSeries(store), options.since);
  const matching = all.filter(
    (one) =>
      one.family === family &&
      wanted.every(([label, value]) => (one.labels[label] ?? '') === `${value}`),
  );
  return { family, all, matching, amount: total(family, matching) };
}

function total(
  family: Family,
  [first, ...others]: readonly ReadSeries[],
): number | HistogramAmount | undefined {
  if (first === undefined) return undefined;
  if (others.length > 0 && !addsUp(family)) {
    const keys = [first, ...others].map(({ key }) => key).join(', ');
    throw new Error(
      `${family.name}: expected labels of one series, for gauges do not add up; got those of ${keys}`,
    );
  }
  return others.reduce((sum, { value }) => add(sum, value), first.value);
}

/** Both of one family: numbers, or amounts of a histogram. */
function add(a: number | HistogramAmount, b: number | HistogramAmount): number | HistogramAmount {
  if (typeof a === 'object' && typeof b === 'object')
    return { count: a.count + b.count, sum: a.sum + b.sum };
  return Number(a) + Number(b);
}
