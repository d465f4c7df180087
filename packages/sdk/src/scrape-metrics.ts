import { counter, defineMeter, histogram, oneOf, text } from '@meterkit/instruments';

/** How a scrape ended that has begun. `partial`: the page says less than it could, `aborted`: by the scraper. */
export const SCRAPE_OUTCOMES = ['complete', 'partial', 'failed', 'aborted'] as const;

/**
 * Why none has begun: where the request came from, who sent it, too many passwords to check, too many scrapes of the client or at
 * once, too many connections, a handshake that failed, what cannot be answered (a question, or no HTTP at all).
 */
export const REFUSAL_REASONS = [
  'address',
  'credentials',
  'passwords',
  'rate',
  'concurrency',
  'connections',
  'tls',
  'invalid',
] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export type ScrapeOutcome = (typeof SCRAPE_OUTCOMES)[number];

/** What the endpoint says of itself, from zero. */
export class ScrapeMetrics extends defineMeter({
  name: 'meterkit',
  instruments: {
    scrapes: counter('meterkit.scrapes', {
      description:
        'Scrapes that began, by how they ended; the page that shows this is not yet among them.',
      labels: { outcome: oneOf(...SCRAPE_OUTCOMES) },
    }),
    refusals: counter('meterkit.scrape.refusals', {
      description: 'Requests and connections of which no scrape began, by why they were refused.',
      labels: { reason: oneOf(...REFUSAL_REASONS) },
    }),
    duration: histogram('meterkit.scrape.duration', {
      description: 'Time from the request to the last byte of the page.',
      unit: 's',
      bounds: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    }),
    collectFailures: counter('meterkit.collect.failures', {
      description: 'Collections from which a part is missing, by what failed and why.',
      labels: { collector: text({ limit: 50 }), cause: oneOf('error', 'timeout') },
    }),
    pageProblems: counter('meterkit.page.problems', {
      description: 'Families left out of a page or merged on it, by problem, counted at each page.',
      labels: { problem: text({ limit: 50 }) },
    }),
  },
}) {}
