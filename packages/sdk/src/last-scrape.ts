import type { Endpoint } from './endpoint/endpoint.js';
import { within } from './within.js';

/** What a scrape may be late by. */
const LATE_MS = 1000;

/**
 * Waits until a scrape has seen the last values, or would have by now: one interval between scrapes and a second, at most
 * `graceMs`. Does not wait when fewer than two scrapes were ever seen.
 */
export async function awaitLastScrape(
  endpoint: Pick<Endpoint, 'scrapes' | 'hold'>,
  graceMs: number,
): Promise<void> {
  const { intervalMs } = endpoint.scrapes;
  if (intervalMs === undefined || graceMs === 0) return;
  endpoint.hold(true);
  await within(endpoint.scrapes.next(), Math.min(intervalMs + LATE_MS, graceMs));
  endpoint.hold(false);
}
