import { parseOpenMetrics } from '@meterkit/exposition';

/** The sum of the samples of a name that have all these labels; 0 if there is none. */
export type PageNumbers = (sample: string, labels?: Readonly<Record<string, string>>) => number;

/** Fetches a page as a scraper does. */
export async function readPage(url: string): Promise<PageNumbers> {
  const response = await fetch(url, { headers: { accept: 'application/openmetrics-text' } });
  const page = await response.text();
  if (!response.ok) throw new Error(`${url}: expected a page, got ${response.status}: ${page}`);
  const samples = parseOpenMetrics(page).flatMap((family) => family.samples);
  return (sample, labels = {}) =>
    samples
      .filter(({ name }) => name === sample)
      .filter((found) =>
        Object.entries(labels).every(([key, value]) => found.labels.get(key) === value),
      )
      .reduce((sum, { value }) => sum + value, 0);
}
