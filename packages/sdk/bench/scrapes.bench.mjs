import { connect } from 'node:net';

const LIBRARIES = ['meterkit', 'promClient', 'prometheusIoClient', 'opentelemetry'];
const ROUNDS = 5;
const SAMPLE_MS = 1000;
/** The compiler shares the server's one core, and comes late. */
const WARM_UPS = 5;

/**
 * Scrapes a second over loopback, uncompressed: the servers on one core, who asks on the other. Of Meterkit scrapes that overlap
 * share a page, so one scraper is measured, too.
 */
export default async ({ inChild, pin, row }) => {
  pin(process.pid, 1);
  const rows = [];
  for (const [series, promClient] of [
    [1000, 12],
    [10_000, 30],
  ]) {
    const servers = {};
    for (const name of LIBRARIES) {
      const args = [name, series];
      servers[name] = await inChild({ file: import.meta.url, name: 'serve', args, core: 0 });
      await checkPage(servers[name].value.url, series);
      for (let i = 0; i < WARM_UPS; i++) await scrapesPerSecond(servers[name].value.url, 4);
    }
    for (const [scrapers, words, goal] of [
      [4, 'by four scrapers at once', { promClient }],
      [1, 'by one scraper', {}],
    ]) {
      const samples = Object.fromEntries(LIBRARIES.map((name) => [name, []]));
      for (let round = 0; round < ROUNDS; round++)
        for (const name of LIBRARIES.toSorted(() => Math.random() - 0.5))
          samples[name].push(await scrapesPerSecond(servers[name].value.url, scrapers));
      const name = `scrapes of ${series / 1000} k series ${words}`;
      rows.push(row({ name, unit: '/s', samples, higherIsBetter: true, goal }));
    }
    for (const server of Object.values(servers)) await server.end();
  }
  return rows;
};

export async function serve({ labelSets, library, OPEN_LABELS }, name, series) {
  const { counter: make, increment, listen } = await library(name);
  const counter = make('page', OPEN_LABELS);
  for (const labels of labelSets(series))
    increment(counter, Math.ceil(Math.random() * 1000), labels);
  return { url: await listen() };
}

/** Each connection asks for the page as soon as it has had the last one. */
async function scrapesPerSecond(url, scrapers) {
  const start = performance.now();
  const counts = await Promise.all(
    Array.from({ length: scrapers }, () => scrapeUntil(start + SAMPLE_MS, new URL(url))),
  );
  const seconds = (performance.now() - start) / 1000;
  return counts.reduce((total, count) => total + count, 0) / seconds;
}

/** On a bare socket that reads into the same memory: `node:http` would be slower here than the server is there. */
function scrapeUntil(endMs, { hostname, port, pathname, host }) {
  return new Promise((resolve, reject) => {
    const request = `GET ${pathname} HTTP/1.1\r\nhost: ${host}\r\n\r\n`;
    let scrapes = 0;
    let left = 0;
    let tail = '';
    const read = (length, buffer) => {
      if (left === 0) left = responseLength(buffer.subarray(0, length));
      left -= length; // stays infinite for a chunked response
      tail = (tail + buffer.toString('latin1', Math.max(0, length - 7), length)).slice(-7);
      if (left > 0 && tail !== '\r\n0\r\n\r\n') return;
      left = 0;
      scrapes++;
      if (performance.now() < endMs) socket.write(request);
      else {
        socket.destroy();
        resolve(scrapes);
      }
    };
    const onread = { buffer: Buffer.alloc(1 << 18), callback: read };
    const socket = connect({ host: hostname, port: Number(port), onread }, () =>
      socket.write(request),
    );
    socket.on('error', reject);
  });
}

function responseLength(bytes) {
  const headers = bytes.toString('latin1', 0, bytes.indexOf('\r\n\r\n'));
  if (!headers.startsWith('HTTP/1.1 200 ')) throw new Error(`a scrape was answered by ${headers}`);
  const [, body] = /content-length: (\d+)/i.exec(headers) ?? [];
  return body === undefined ? Number.POSITIVE_INFINITY : headers.length + 4 + Number(body);
}

async function checkPage(url, series) {
  const samples = (await (await fetch(url)).text()).match(/^page(_total)?\{/gm).length;
  if (samples !== series) throw new Error(`${url}: expected ${series} samples, got ${samples}`);
}
