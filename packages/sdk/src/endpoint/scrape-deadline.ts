import type { IncomingHttpHeaders } from 'node:http';

/** What the way back takes, of the time that the scraper gives. */
const MARGIN_MS = 250;

/** Time for a scrape: the scraper's own (`X-Prometheus-Scrape-Timeout-Seconds`) less a margin, at most `limitMs`. */
export function scrapeDeadlineMs(headers: IncomingHttpHeaders, limitMs: number): number {
  const header = headers['x-prometheus-scrape-timeout-seconds'];
  const seconds = typeof header === 'string' && header.trim() !== '' ? Number(header) : Number.NaN;
  if (!(seconds > 0)) return limitMs;
  const ms = seconds * 1000;
  return Math.min(limitMs, Math.max(ms / 2, ms - MARGIN_MS));
}
