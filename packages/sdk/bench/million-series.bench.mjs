import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';

const SERIES = 1_000_000;
const LIBRARIES = ['meterkit', 'promClient', 'opentelemetry'];
const ROUNDS = 3;
const MIB = 1 << 20;
/** A line of the page is longer. */
const LINE = 70;

/** A page of a million series scraped over HTTP: how long it takes, and what the process that serves it bears meanwhile. */
export default async ({ inChild, pin, row }) => {
  pin(process.pid, 1);
  const servers = {};
  for (const name of LIBRARIES)
    servers[name] = await inChild({ file: import.meta.url, name: 'serve', args: [name], core: 0 });
  const scrapes = Object.fromEntries(LIBRARIES.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const name of LIBRARIES) scrapes[name].push(await scrape(servers[name]));
  for (const server of Object.values(servers)) await server.end();

  const of = (what) =>
    Object.fromEntries(LIBRARIES.map((name) => [name, scrapes[name].map((one) => one[what])]));
  const name = 'page of 1 M series over HTTP';
  const [gap, extra] = [`${name}, longest gap`, `${name}, extra memory`];
  const goal = { atMost: 8 };
  return [
    row({ name, unit: 'ms', samples: of('durationMs') }),
    row({ name: gap, unit: 'ms', samples: of('gapMs'), goal }),
    row({ name: extra, unit: 'MiB', samples: of('extraBytes'), scale: 1 / MIB, goal }),
  ];
};

async function scrape(server) {
  await server.call('begin');
  const start = performance.now();
  const bytes = await pageLength(server.value.url);
  const durationMs = performance.now() - start;
  if (bytes < SERIES * LINE) throw new Error(`expected ${SERIES} lines, got ${bytes} bytes`);
  return { durationMs, ...(await server.call('end')) };
}

/** Reads a page and throws it away; rejects when it breaks off. */
function pageLength(url) {
  return new Promise((resolve, reject) => {
    const request = get(url, (response) => {
      let length = 0;
      response.on('data', (bytes) => (length += bytes.length));
      response.on('end', () => resolve(length));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

/** A server of a million series. Between `begin` and `end` it watches itself. */
export async function serve({ labelSets, library, longestGap, OPEN_LABELS }, name) {
  const { counter: make, increment, listen } = await library(name);
  const counter = make('page', OPEN_LABELS);
  const touch = () => {
    for (const labels of labelSets(SERIES)) increment(counter, 1, labels);
  };
  touch();
  const url = await listen();
  let residentBytes;
  let stop;
  let gap;
  return {
    url,
    begin() {
      touch();
      for (let i = 0; i < 3; i++) globalThis.gc();
      residentBytes = process.memoryUsage.rss();
      writeFileSync('/proc/self/clear_refs', '5'); // forget how much it was at most
      gap = longestGap(() => new Promise((resolve) => (stop = resolve)));
    },
    async end() {
      stop();
      const [, peakKb] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
      return { gapMs: await gap, extraBytes: peakKb * 1024 - residentBytes };
    },
  };
}
