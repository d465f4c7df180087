import type { Endpoint } from './endpoint/endpoint.js';

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
  let timer: NodeJS.Timeout | undefined;
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(intervalMs + LATE_MS, graceMs));
  });
  await Promise.race([endpoint.scrapes.next(), grace]);
  clearTimeout(timer);
  endpoint.hold(false);
}
