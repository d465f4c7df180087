import {
  type PageFormat,
  type ParsedFamily,
  parseOpenMetrics,
  parsePrometheusText,
} from '@meterkit/exposition';

const parsers = { openmetrics: parseOpenMetrics, text: parsePrometheusText };

/** The pages that one scraper has seen, each held against the one before. */
export class PageHistory {
  /** Samples of the shortest page. */
  samples = Number.POSITIVE_INFINITY;
  /** Pages that something was recorded during. */
  changed = 0;
  readonly #format: PageFormat;
  readonly #values = new Map<string, number>();

  constructor(format: PageFormat) {
    this.#format = format;
  }

  /**
   * Throws when the page breaks a rule of its format, such as a series twice or a count that is not its +Inf bucket, when a
   * counter has fallen or gone, and when a series shows what was recorded for another.
   */
  add(page: string): void {
    const families = parsers[this.#format](page);
    const samples = families.reduce((sum, family) => sum + family.samples.length, 0);
    this.samples = Math.min(this.samples, samples);
    if (firstValue(families, 'a_step') !== firstValue(families, 'z_step')) this.changed++;
    for (const family of families) if (family.name.startsWith('churn_')) checkMultiples(family);
    this.#compare(page);
  }

  /** Of the text, for equal series are equal lines up to their value. */
  #compare(page: string): void {
    const before = this.#values.size;
    let known = 0;
    for (const line of page.split('\n')) {
      if (!line.startsWith('steady_')) continue;
      const end = line.lastIndexOf(' ');
      const series = line.slice(0, end);
      const value = Number(line.slice(end + 1));
      const last = this.#values.get(series);
      if (last !== undefined) known++;
      if (last !== undefined && value < last)
        throw new Error(
          `${series}: expected at least ${last}, as on the page before, got ${value}`,
        );
      this.#values.set(series, value);
    }
    if (known < before) throw new Error(`${before - known} series that only grow have gone`);
  }
}

function firstValue(families: readonly ParsedFamily[], name: string): number | undefined {
  return families.find((family) => family.name === name)?.samples[0]?.value;
}

function checkMultiples({ name, type, samples }: ParsedFamily): void {
  for (const sample of samples) {
    if (type === 'histogram' && sample.name !== `${name}_sum`) continue;
    const n = Number(sample.labels.get('n'));
    if (sample.value % n !== 0)
      throw new Error(`${sample.name}{n="${n}"}: expected a multiple of n, got ${sample.value}`);
  }
}
