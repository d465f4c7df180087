import { type ParsedFamily, type ParsedSample, parseOpenMetrics } from '@meterkit/exposition';

/** The numbers of a metrics page. */
export interface PageNumbers {
  /** The sum of the samples of a name that have all these labels; 0 if there is none. */
  sum(sample: string, labels?: Readonly<Record<string, string>>): number;
  /** The same, by the values of one label, the greatest first. */
  by(label: string, sample: string): readonly (readonly [value: string, sum: number])[];
}

/** Fetches a page as a scraper does. */
export async function readPage(url: string): Promise<PageNumbers> {
  const response = await fetch(url);
  const page = await response.text();
  if (!response.ok) throw new Error(`${url}: expected a page, got ${response.status}: ${page}`);
  const samples = parseOpenMetrics(page).flatMap((family: ParsedFamily) => family.samples);
  return numbersOf(samples);
}

function numbersOf(samples: readonly ParsedSample[]): PageNumbers {
  const named = (name: string) => samples.filter((sample) => sample.name === name);
  return {
    sum(name, labels = {}) {
      const wanted = Object.entries(labels);
      return named(name)
        .filter((sample) => wanted.every(([label, value]) => sample.labels.get(label) === value))
        .reduce((sum, { value }) => sum + value, 0);
    },
    by(label, name) {
      const sums = new Map<string, number>();
      for (const sample of named(name)) {
        const value = sample.labels.get(label) ?? '';
        sums.set(value, (sums.get(value) ?? 0) + sample.value);
      }
      return [...sums].filter(([, sum]) => sum > 0).sort((a, b) => b[1] - a[1]);
    },
  };
}
