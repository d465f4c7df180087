import { ScrapesSeen } from '../src/endpoint/scrapes-seen.js';
import { awaitLastScrape } from '../src/last-scrape.js';

function scraped(times: number) {
  const scrapes = new ScrapesSeen();
  for (let i = 0; i < times; i++) scrapes.begun()(performance.now());
  const held: boolean[] = [];
  return { scrapes, held, hold: (alive: boolean) => void held.push(alive) };
}

test.each([0, 1])('waits for nobody when %i scrapes were seen', async (times) => {
  const endpoint = scraped(times);
  await awaitLastScrape(endpoint, 60_000);
  expect(endpoint.held).toEqual([]);
});

test('waits for nobody without a grace', async () => {
  const endpoint = scraped(2);
  await awaitLastScrape(endpoint, 0);
  expect(endpoint.held).toEqual([]);
});

test('waits for a scrape that begins after it, and holds the process alive meanwhile', async () => {
  const endpoint = scraped(2);
  const early = endpoint.scrapes.begun();
  const earlyMs = performance.now();
  let ended = false;
  const waiting = awaitLastScrape(endpoint, 60_000).then(() => {
    ended = true;
  });
  early(earlyMs); // has not seen the last values
  await new Promise((resolve) => setImmediate(resolve));
  expect([ended, endpoint.held]).toEqual([false, [true]]);
  endpoint.scrapes.begun()(performance.now());
  await waiting;
  expect(endpoint.held).toEqual([true, false]);
});

test('waits no longer than the grace', async () => {
  const endpoint = scraped(2);
  await awaitLastScrape(endpoint, 1);
  expect(endpoint.held).toEqual([true, false]);
});
