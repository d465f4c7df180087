import { type ParsedFamily, parseOpenMetrics, sampleValue } from '@meterkit/exposition';

/** Gets the value of a sample of the page, without the namespace; 0 if there is none. */
export type Page = (sample: string, labels?: Readonly<Record<string, string>>) => number;

/** Fetches a page as a scraper does. */
export async function readPage(url: string): Promise<Page> {
  const accept = 'application/openmetrics-text; version=1.0.0';
  const response = await fetch(url, { headers: { accept } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: expected a page, got ${response.status}: ${text}`);
  const families: readonly ParsedFamily[] = parseOpenMetrics(text);
  return (sample, labels) => sampleValue(families, `tops_worker_${sample}`, labels) ?? 0;
}
