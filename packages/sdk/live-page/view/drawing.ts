import {
  bucketLines,
  type FamilyHistory,
  type HistogramSeries,
  type Line,
  lineOf,
  quantileLines,
  type SeriesHistory,
  type Timeline,
  topSeries,
} from '@meterkit/exposition/history';

export const QUANTILES = [0.5, 0.9, 0.99];

export interface DrawnLine {
  readonly name: string;
  readonly values: Line;
}

/** What a card shows of a family at a moment. */
export interface Drawing {
  readonly lines: readonly DrawnLine[];
  /** Series beside the lines, with their newest value, that are only listed. */
  readonly listed: readonly { readonly name: string; readonly now: number }[];
  /** Of a histogram: how fast each bucket filled at each reading. */
  readonly heat?: { readonly bounds: readonly number[]; readonly columns: readonly Float64Array[] };
}

/** The largest of the series as lines, and further ones as a list. */
export function drawNumbers(
  series: readonly SeriesHistory[],
  timeline: Timeline,
  limits: { readonly lines: number; readonly listed: number },
): Drawing {
  const top = topSeries(series, limits.lines + limits.listed);
  return {
    lines: top
      .slice(0, limits.lines)
      .map((one) => ({ name: seriesName(one), values: lineOf(one.track, timeline) })),
    listed: top.slice(limits.lines).map((one) => ({ name: seriesName(one), now: one.now })),
  };
}

/** Quantiles and heat of histograms, taken as one. */
export function drawHistograms(
  histograms: readonly HistogramSeries[],
  timeline: Timeline,
): Drawing {
  const bounds = histograms[0]?.bounds ?? [];
  const columns = bucketLines(histograms, timeline);
  const lines = quantileLines(QUANTILES, bounds, columns, timeline);
  return {
    lines: lines.map((values, i) => ({ name: `p${(QUANTILES[i] ?? 0) * 100}`, values })),
    listed: [],
    heat: { bounds, columns },
  };
}

export function seriesName({ pairs }: SeriesHistory): string {
  return pairs.map(([name, value]) => `${name}=${value}`).join(' ');
}

/** What stands beside the name of a family: the sum of rates, or the only value. Undefined when there is no such number. */
export function headline(
  { kind }: FamilyHistory,
  series: readonly SeriesHistory[],
): number | undefined {
  if (series.length === 0) return undefined;
  const present = series.filter(({ now }) => !Number.isNaN(now));
  if (kind === 'gauge') return present.length === 1 ? present[0]?.now : undefined;
  return present.length === 0 ? Number.NaN : present.reduce((sum, { now }) => sum + now, 0);
}
