// Asks the application of the attacked service, one request after the other, and says on its channel how it was served since it
// was asked last.
import { Agent, get } from 'node:http';
import { setTimeout } from 'node:timers/promises';

const PAUSE_MS = 5;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let latenciesMs = [];
let failures = [];

process.on('message', () => {
  const sorted = latenciesMs.sort((a, b) => a - b);
  process.send({
    answers: sorted.length,
    medianMs: sorted[sorted.length >> 1] ?? 0,
    worstMs: sorted.at(-1) ?? 0,
    failures,
  });
  latenciesMs = [];
  failures = [];
});
process.on('disconnect', () => process.exit());

for (;;) {
  const beganMs = performance.now();
  try {
    await ask();
    latenciesMs.push(performance.now() - beganMs);
  } catch (error) {
    failures.push(String(error));
  }
  await setTimeout(PAUSE_MS);
}

function ask() {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: process.env.APPLICATION_PORT, path: '/', agent }, (response) => {
      response.resume().on('error', reject);
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}`)),
      );
    }).on('error', reject);
  });
}
