// A service that knows nothing of its metrics but one counter: started with --import @meterkit/sdk/register. It says where it
// listens on its channel, and how it fares when it is asked.

import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { counter, defineMeter, text } from '@meterkit/instruments';

const Soak = defineMeter({
  name: 'soak',
  instruments: {
    answers: counter('soak.answers', {
      description: 'Answers of the service, recorded by itself.',
      labels: { path: text({ limit: 20 }) },
    }),
  },
});
const { answers } = new Soak();

let received = 0;
const server = createServer(async (request, response) => {
  received++;
  const [path] = request.url.split('?');
  answers.add(1, { path });
  if (path === '/silent') return; // the client gives up
  if (path === '/slow') await setTimeout(20);
  if (path === '/fails') response.statusCode = 500;
  if (path === '/calls') await (await fetch(`http://127.0.0.1:${server.address().port}/`)).text();
  if (path === '/echo') return request.pipe(response);
  if (path === '/streams') for (let i = 0; i < 20; i++) response.write('x'.repeat(10_000));
  response.end('hello\n');
});
server.on('upgrade', (_request, socket) => {
  received++;
  socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: soak\r\nConnection: upgrade\r\n\r\n');
});

process.on('message', () => {
  globalThis.gc();
  const [, residentKib] = /VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  process.send({
    received,
    residentMib: residentKib / 1024,
    heapMib: process.memoryUsage().heapUsed / 2 ** 20,
    descriptors: readdirSync('/proc/self/fd').length,
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
