import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { submit } from '../../src/attempts/submit.js';
import { makeSubmission } from '../make-submission.js';

const submission = makeSubmission(1);
const latencies: number[] = [];

beforeEach(() => latencies.splice(0));

/** Submits to a server that answers so. */
async function submitTo(listener: RequestListener): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on no pipe
  try {
    await submit(`http://127.0.0.1:${port}/verify`, submission, (ms) => latencies.push(ms));
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test('an accepted submission resolves, and its latency is told', async () => {
  await submitTo((_, response) => setTimeout(() => response.end('{}'), 30));
  expect(latencies).toEqual([expect.any(Number)]);
  expect(latencies[0]).toBeGreaterThanOrEqual(29); // a timer may be early by its rounding
  expect(latencies[0]).toBeLessThan(5000);
});

test.each([
  [422, '{"verdict":"wrong_signature"}', 'signature', 1],
  [422, '{"verdict":"wrong_hash"}', 'validation', 1],
  [422, '{"verdict":"above_target"}', 'validation', 1],
  [422, '{"verdict":"malformed"}', 'validation', 1],
  [422, 'not JSON', 'network', 0],
  [503, 'overloaded', 'network', 1],
  [404, '{}', 'network', 1],
])('%d with %s is an error of the kind %s', async (status, body, kind, answers) => {
  const answering = submitTo((_, response) => response.writeHead(status).end(body));
  await expect(answering).rejects.toMatchObject({ name: 'AttemptError', kind });
  expect(latencies).toHaveLength(answers);
});

test('a connection that is dropped is an error of the network, without a latency', async () => {
  const dropping = submitTo((request) => request.socket.destroy());
  await expect(dropping).rejects.toMatchObject({
    kind: 'network',
    message: expect.stringMatching(/\/verify: no answer$/),
  });
  expect(latencies).toEqual([]);
});
