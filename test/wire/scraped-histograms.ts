import type { ScrapedFamily } from './scraped-families.js';

/** The histogram of one label set. */
export interface ScrapedHistogram {
  /** Without `le`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Cumulative counts by bound, in ascending order. */
  readonly buckets: readonly (readonly [bound: number, count: number])[];
  readonly count: number;
  readonly sum: number;
}

/** Puts the samples of a histogram family together again. */
export function scrapedHistograms({ metric, samples }: ScrapedFamily): readonly ScrapedHistogram[] {
  return samples
    .filter(({ name }) => name === `${metric}_count`)
    .map(({ labels, value: count }) => {
      const own = samples.filter((sample) => sameLabels(sample.labels, labels));
      const buckets = own
        .filter(({ name }) => name === `${metric}_bucket`)
        .map((sample) => [boundOf(sample.labels.le), sample.value] as const)
        .sort(([a], [b]) => a - b);
      const sum = own.find(({ name }) => name === `${metric}_sum`)?.value ?? Number.NaN;
      return { labels, buckets, count, sum };
    });
}

function boundOf(le: string | undefined): number {
  return le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le);
}

function sameLabels(
  { le, ...labels }: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>>,
): boolean {
  const names = Object.keys(labels);
  return (
    names.length === Object.keys(others).length &&
    names.every((name) => labels[name] === others[name])
  );
}
