import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const GET_PAGE = 'GET /metrics HTTP/1.1\r\nHost: soak\r\n\r\n';
/** Between two chunks, and between two connections. */
const SLOW_MS = 5;

/** What a scraper can do on its connection instead of reading a page and asking for the next. Each ends the connection. */
const ways = {
  async leaves(socket) {
    await new Promise((resolve) => socket.write(GET_PAGE, resolve));
    socket.destroy();
  },
  async resets(socket) {
    socket.write(GET_PAGE);
    await once(socket, 'data');
    socket.resetAndDestroy();
  },
  async closesItsSide(socket) {
    socket.end(GET_PAGE);
    socket.resume();
    await once(socket, 'close');
  },
  async neverAsks(socket) {
    socket.write(GET_PAGE.slice(0, 20));
    await setTimeout(SLOW_MS);
    socket.destroy();
  },
  async readsSlowly(socket) {
    socket.write(GET_PAGE.replace('Host', 'Connection: close\r\nHost'));
    for await (const _ of socket) await setTimeout(SLOW_MS);
  },
};

/** Scrapes in every way at once, each again and again, until the signal; resolves to the number of connections. */
export async function scrapeOddly(pageUrl, signal) {
  const port = Number(new URL(pageUrl).port);
  let connections = 0;
  const scraper = async (way) => {
    while (!signal.aborted) {
      connections++;
      const socket = connect({ port, host: '127.0.0.1' }).on('error', () => {});
      await once(socket, 'connect');
      await way(socket);
      await setTimeout(SLOW_MS);
    }
  };
  await Promise.all(Object.values(ways).map(scraper));
  return connections;
}
