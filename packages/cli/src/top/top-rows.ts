import {
  bucketLines,
  compareGroups,
  type FamilyHistory,
  formatRate,
  formatValue,
  groupName,
  type HistogramSeries,
  lineOf,
  type ProcessHistory,
  quantile,
  quantileLines,
  quantileText,
  type SeriesHistory,
  search,
  searchWords,
} from '@meterkit/exposition/history';

export const sortings = ['name', 'rate', 'value'] as const;
export type Sorting = (typeof sortings)[number];

export interface RowChoice {
  readonly filter: string;
  readonly sorting: Sorting;
  readonly showsZeros: boolean;
}

/** A series that can be shown. */
export interface TopRow {
  readonly family: FamilyHistory;
  readonly series: SeriesHistory;
}

const QUANTILES = [0.5, 0.9, 0.99];

/** The series of the last page that are chosen, sorted. */
export function topRows(
  history: ProcessHistory,
  { filter, sorting, showsZeros }: RowChoice,
): readonly TopRow[] {
  const words = searchWords(filter);
  const rows = Array.from(history.families.values())
    .filter(({ isPresent }) => isPresent)
    .sort((a, b) => compareGroups(groupName(a.name), groupName(b.name)) || compare(a.name, b.name))
    .flatMap((family) => (search(family, words) ?? []).map((series) => ({ family, series })))
    .filter(({ series }) => series.last !== undefined && (showsZeros || series.last !== 0));
  if (sorting === 'name') return rows;
  const sizeOf = sorting === 'rate' ? rateOf : ({ series }: TopRow) => series.last ?? 0;
  return rows.sort((a, b) => sizeOf(b) - sizeOf(a));
}

/** As in a query: with its suffix and its labels. */
export function nameOf(row: TopRow): string {
  const labels = row.series.pairs.map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return withLabels(row, labels);
}

/** With the values of its labels alone, for where there is little room. */
export function shortNameOf(row: TopRow): string {
  return withLabels(
    row,
    row.series.pairs.map(([, value]) => value),
  );
}

function withLabels({ family }: TopRow, labels: readonly string[]): string {
  const suffix = { counter: '_total', info: '_info', gauge: '', histogram: '' }[family.kind];
  return `${family.name}${suffix}${labels.length > 0 ? `{${labels.join(',')}}` : ''}`;
}

/** What a counter and the observations of a histogram do in a second, and what a gauge is. */
export function nowText({ family, series }: TopRow): string {
  if (family.kind === 'counter') return formatRate(series.now, family.unit);
  if (family.kind === 'histogram') return formatRate(series.now, '');
  return valueText(series.now, family.unit);
}

/** What the page says: the total of a counter, the observations of a histogram. */
export function totalText({ family, series }: TopRow): string {
  return valueText(series.last ?? Number.NaN, family.kind === 'histogram' ? '' : family.unit);
}

/** Times in one way, wherever the terminal is. */
function valueText(value: number, unit: string): string {
  const time = new Date(value * 1000);
  if (unit !== 'timestamp' || Number.isNaN(time.getTime())) return formatValue(value, unit);
  return time.toISOString().replace(/\.\d+/, '');
}

/** Quantiles of the last half minute; of a histogram that was read once, of all that it counted. */
export function quantilesOf(
  { family, series }: TopRow,
  history: ProcessHistory,
): readonly number[] {
  if (family.kind !== 'histogram') return [];
  const histogram = series as HistogramSeries; // what families of this kind have
  const { timeline } = history;
  if (timeline.slots.length > 1) {
    const columns = bucketLines([histogram], timeline);
    const lines = quantileLines(QUANTILES, histogram.bounds, columns, timeline);
    return lines.map((line) => line.at(-1) ?? Number.NaN);
  }
  const own = histogram.lastCounts.map((count, i, counts) => count - (counts[i - 1] ?? 0));
  return QUANTILES.map((q) => quantile(q, histogram.bounds, own));
}

export function quantileTexts(row: TopRow, history: ProcessHistory): readonly string[] {
  if (row.family.kind !== 'histogram') return QUANTILES.map(() => '');
  const { bounds } = row.series as HistogramSeries; // what families of this kind have
  const format = (value: number) => formatValue(value, row.family.unit);
  return quantilesOf(row, history).map((value) => quantileText(value, bounds, format));
}

/** The newest so many values. */
export function recent({ series }: TopRow, history: ProcessHistory, count: number) {
  return lineOf(series.track, history.timeline).slice(-count);
}

function rateOf({ family, series }: TopRow): number {
  const isRate = family.kind === 'counter' || family.kind === 'histogram';
  return isRate && !Number.isNaN(series.now) ? series.now : -1;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
