import { type ParsedFamily, parseOpenMetrics, parsePrometheusText } from '@meterkit/exposition';
import { type Samples, samplesOf } from './samples.js';

export const openMetrics = {
  name: 'OpenMetrics',
  accept: 'application/openmetrics-text',
  parse: parseOpenMetrics,
};
export const text = { name: 'text', accept: 'text/plain', parse: parsePrometheusText };

export async function scrape(
  url: string,
  { accept, parse }: typeof openMetrics,
): Promise<readonly ParsedFamily[]> {
  const response = await fetch(url, { headers: { accept } });
  return parse(await response.text());
}

export async function readPage(url: string): Promise<Samples> {
  return samplesOf(await scrape(url, openMetrics));
}
