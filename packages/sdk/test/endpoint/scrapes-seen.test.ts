import { ScrapesSeen } from '../../src/endpoint/scrapes-seen.js';

test('knows no interval before the second scrape', () => {
  const seen = new ScrapesSeen();
  expect(seen.intervalMs).toBeUndefined();
  seen.begun();
  expect(seen.intervalMs).toBeUndefined();
});

test('measures the longest of the last four gaps, for two scrapers come in pairs', () => {
  const now = jest.spyOn(performance, 'now');
  const seen = new ScrapesSeen();
  for (const ms of [1000, 61_000, 61_050, 76_000, 76_050, 91_000]) {
    now.mockReturnValueOnce(ms);
    seen.begun();
  }
  expect(seen.intervalMs).toBe(14_950);
  now.mockRestore();
});

test('the next scrape is one whose collection began after the question and that is complete', async () => {
  const seen = new ScrapesSeen();
  const earlier = seen.begun();
  const joined = seen.begun();
  const earlierMs = performance.now();
  const resolved: string[] = [];
  const next = seen.next().then(() => resolved.push('next'));
  earlier(earlierMs);
  joined(earlierMs);
  const failed = seen.begun(); // never complete
  await new Promise((resolve) => setImmediate(resolve));
  expect(resolved).toEqual([]);
  seen.begun()(performance.now());
  await next;
  failed(performance.now());
  expect(resolved).toEqual(['next']);
});

test('everybody who waits hears of the same scrape', async () => {
  const seen = new ScrapesSeen();
  const waiting = [seen.next(), seen.next()];
  seen.begun()(performance.now());
  await Promise.all(waiting);
});

test('knows that somebody waits for a scrape, or has', async () => {
  const seen = new ScrapesSeen();
  expect(seen.isAwaited).toBe(false);
  const next = seen.next();
  expect(seen.isAwaited).toBe(true);
  seen.begun()(performance.now());
  await next;
  expect(seen.isAwaited).toBe(true);
});
