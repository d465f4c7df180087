// npm run soak [-- SECONDS]: a service with the register flag under odd traffic and scrapes without a pause, ten minutes unless
// said. Fails when a scrape does, when a request is lost or stays active, when memory grows or a descriptor is left open.
import { setTimeout } from 'node:timers/promises';
import { scrapeOddly } from './odd-scrapers.mjs';
import { Scraper } from './scraper.mjs';
import { startService } from './start-service.mjs';
import { traffic } from './traffic.mjs';

const CONNECTIONS = 16;
const LOOKS = 20;
/** Of the heap after a collection, from a third of the time to the end. */
const HEAP_GROWTH = 1.05;
/** Of resident memory in the second half; a short run has 8 MiB of room. */
const MIB_PER_MINUTE = 1;

const seconds = Number(process.argv[2] ?? 600);
if (!(seconds >= 5))
  throw new Error(`soak: expected a number of seconds, 5 at least, got ${process.argv[2]}`);

const service = await startService();
const scraper = new Scraper(service.pageUrl);
const end = new AbortController();
const before = await service.look();
const sending = traffic(service.port, { connections: CONNECTIONS, signal: end.signal });
const scraping = scraper.scrapeUntil(end.signal);
const leaving = scrapeOddly(service.pageUrl, end.signal);

print('seconds   requests    scrapes   heap MiB   resident MiB   descriptors');
const began = performance.now();
const looks = [];
for (let i = 0; i < LOOKS; i++) {
  await setTimeout((seconds * 1000) / LOOKS);
  const found = { ...(await service.look()), at: (performance.now() - began) / 1000 };
  looks.push(found);
  const { at, received, heapMib, residentMib, descriptors } = found;
  const row = [
    at.toFixed(0),
    received,
    scraper.scrapes,
    heapMib.toFixed(2),
    residentMib.toFixed(1),
  ];
  print(
    [...row, descriptors]
      .map((cell, i) => `${cell}`.padStart([7, 10, 10, 10, 14, 13][i]))
      .join(' '),
  );
}
end.abort();
const [odd] = await Promise.all([leaving, sending, scraping]);

// What is under way comes to its end, and connections that are kept alive are closed.
const deadline = performance.now() + 15_000;
let active;
let after;
do {
  await setTimeout(200);
  active = await scraper.total('http_server_active_requests');
  after = await service.look();
} while (
  performance.now() < deadline &&
  (active > 0 || after.descriptors > before.descriptors + 2)
);
const counted = await scraper.total('http_server_request_duration_seconds', '_count');
service.end();

const third = looks[Math.floor(LOOKS / 3)];
const slope = slopeOf(looks.slice(LOOKS / 2));
const room = Math.max(MIB_PER_MINUTE, 960 / seconds);
hold(`active requests at the end: ${active}`, active === 0);
hold(`requests received ${after.received}, counted ${counted}`, after.received === counted);
hold(
  `${scraper.scrapes} scrapes beside ${odd} odd ones, of which failed: ${scraper.problems.slice(0, 5).join('; ') || 'none'}`,
  scraper.problems.length === 0,
);
hold(
  `heap after a collection: ${third.heapMib.toFixed(2)} MiB at ${third.at.toFixed(0)} s, ${after.heapMib.toFixed(2)} at the end`,
  after.heapMib < third.heapMib * HEAP_GROWTH,
);
hold(
  `resident memory in the second half: ${slope.toFixed(2)} MiB a minute (${room.toFixed(1)} at most)`,
  slope <= room,
);
hold(
  `descriptors: ${before.descriptors} before, ${after.descriptors} after`, // the last scrape's connection has two ends
  after.descriptors <= before.descriptors + 2,
);

/** Least squares, MiB a minute. */
function slopeOf(points) {
  const mean = (of) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(({ at }) => at), mean(({ residentMib }) => residentMib)];
  const over = points.reduce((sum, { at, residentMib }) => sum + (at - x) * (residentMib - y), 0);
  return (60 * over) / points.reduce((sum, { at }) => sum + (at - x) ** 2, 0);
}

function hold(what, isSo) {
  print(`${isSo ? 'ok    ' : 'FAILED'}  ${what}`);
  if (!isSo) process.exitCode = 1;
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
