import { wholePage } from './attacked-service.js';
import { describeAttacks } from './describe-attacks.js';
import {
  answerOn,
  closeAll,
  exchange,
  GET_PAGE,
  open,
  openMany,
  send,
  statusOf,
} from './raw-connections.js';

const DESCRIPTORS = 64;

/** What is sent before the sending side is closed. */
const unfinished: readonly (readonly [bytes: string, answer: number | 'nothing'])[] = [
  ['', 'nothing'],
  ['\r\n', 'nothing'],
  ['G', 400],
  ['GET /metrics HTTP/1.1\r\n', 400],
  ['GET /metrics HTTP/1.1\r\nHost: ch', 400],
  ['POST /metrics HTTP/1.1\r\nHost: chaos\r\nContent-Length: 100\r\n\r\nabc', 405],
];

describeAttacks('connections', {}, (service) => {
  test('R20: of 300 scrapes at once each is whole or told to come again', async () => {
    await service().announced(async () => {
      const answers = await Promise.all(
        Array.from({ length: 300 }, () => exchange(service().port, GET_PAGE)),
      );
      const statuses = answers.map(statusOf);
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(10);
      expect(new Set(statuses)).toEqual(new Set([200, 503]));
      for (const answer of answers) {
        const [head = '', body = ''] = answer.split('\r\n\r\n');
        const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
        expect(body).toHaveLength(length);
        if (statusOf(answer) === 503) expect(head).toMatch(/^retry-after: 1$/im);
      }
    });
  });

  test('R20: 50 clients that write a byte at a time keep nobody from the page', async () => {
    const sockets = await openMany(service().port, 50);
    for (const byte of GET_PAGE.slice(0, 30)) {
      await Promise.all(sockets.map((socket) => send(socket, byte)));
      await wholePage(service().url);
    }
    await closeAll(sockets);
  });

  test('R20: 200 connections that say nothing keep nobody from the page', async () => {
    const sockets = await openMany(service().port, 200);
    await wholePage(service().url);
    await closeAll(sockets);
  });

  test('R20: 200 connections that are reset at once leave nothing behind', async () => {
    const sockets = await openMany(service().port, 200);
    await service().announced(async () => {
      await Promise.all(sockets.map((socket) => send(socket, GET_PAGE)));
      for (const socket of sockets) socket.resetAndDestroy();
    });
    await closeAll(sockets);
  });

  test('R20: who closes the sending side in the middle of a request is told so', async () => {
    const found: unknown[] = [];
    for (const [bytes] of unfinished)
      found.push([bytes, statusOf(await halfClosed(service().port, bytes))]);
    expect(found).toEqual(unfinished);
  });

  test('R20: who closes it after the request gets a whole page or none', async () => {
    for (let i = 0; i < 50; i++) {
      const answer = await halfClosed(service().port, GET_PAGE);
      if (answer === '') continue; // the client counts as gone
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(body).toHaveLength(Number(/^content-length: (\d+)$/im.exec(head)?.[1]));
    }
  });

  test('requests on one connection, sent before the first is answered, are answered in turn', async () => {
    const socket = await open(service().port);
    const answer = answerOn(socket);
    const health = 'GET /health HTTP/1.1\r\nHost: chaos\r\n\r\n';
    const last = 'GET /nowhere HTTP/1.1\r\nHost: chaos\r\nConnection: close\r\n\r\n';
    await send(socket, `${GET_PAGE}${health.repeat(20)}${last}`);
    const statuses = (await answer).match(/^HTTP\/1\.1 \d+/gm);
    expect(statuses).toEqual([...Array(21).fill('HTTP/1.1 200'), 'HTTP/1.1 404']);
  });
});

describeAttacks(
  'connections to a process of few descriptors',
  { descriptors: DESCRIPTORS },
  (service) => {
    test('R20: who finds none left is refused, and answered again when the others have gone', async () => {
      await service().announced(async () => {
        const idle = await openMany(service().port, 2 * DESCRIPTORS);
        expect(await exchange(service().port, GET_PAGE)).toBe('');
        await closeAll(idle);
      });
    });
  },
);

async function halfClosed(port: number, bytes: string): Promise<string> {
  const socket = await open(port);
  socket.end(bytes);
  return answerOn(socket);
}
