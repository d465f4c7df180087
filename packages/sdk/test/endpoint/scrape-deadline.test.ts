import { scrapeDeadlineMs } from '../../src/endpoint/scrape-deadline.js';

test.each([
  [undefined, 30_000, 30_000],
  ['10', 30_000, 9750],
  ['10.5', 30_000, 10_250],
  [' 10 ', 30_000, 9750],
  ['0.4', 30_000, 200],
  ['60', 30_000, 30_000],
  ['1e400', 30_000, 30_000],
  ['', 30_000, 30_000],
  ['0', 30_000, 30_000],
  ['-5', 30_000, 30_000],
  ['soon', 30_000, 30_000],
  ['10, 10', 30_000, 30_000],
])(
  'of the time %j that the scraper gives, and a limit of %i ms, leaves %i ms',
  (header, limit, ms) => {
    const headers = header === undefined ? {} : { 'x-prometheus-scrape-timeout-seconds': header };
    expect(scrapeDeadlineMs(headers, limit)).toBe(ms);
  },
);
