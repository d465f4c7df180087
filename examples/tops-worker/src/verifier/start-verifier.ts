import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Verdict } from '../proof/submission.js';
import { verify } from './verify.js';

/** Far more than a submission has. */
const MAX_BODY_BYTES = 4096;

/** Submissions by what was said of them; `dropped` ones got no answer. */
export type VerifierStats = Readonly<Record<Verdict | 'dropped', number>>;

export interface Verifier {
  /** Ends in `/verify`. The same numbers as `stats` are beside it, in `/stats`. */
  readonly url: string;
  readonly stats: VerifierStats;
  /** Cuts all connections. */
  readonly close: () => Promise<void>;
}

export interface VerifierOptions {
  readonly difficultyBits: number;
  /** Whether to drop the connection of a submission, counted from 1, instead of an answer. Default: never. */
  readonly drops?: (submission: number) => boolean;
}

/** Starts a verifier on a free port. It does not remember proofs: one sent twice is accepted twice. */
export async function startVerifier(options: VerifierOptions): Promise<Verifier> {
  const { difficultyBits, drops = () => false } = options;
  const stats = {
    accepted: 0,
    malformed: 0,
    wrong_hash: 0,
    above_target: 0,
    wrong_signature: 0,
    dropped: 0,
  };
  let submissions = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET' && request.url === '/stats') return send(response, 200, stats);
    if (request.method !== 'POST' || request.url !== '/verify') return send(response, 404, {});
    const submission = await readJson(request);
    if (drops(++submissions)) {
      stats.dropped++;
      request.socket.destroy();
      return;
    }
    const verdict = verify(submission, difficultyBits);
    stats[verdict]++;
    send(response, verdict === 'accepted' ? 200 : 422, { verdict });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy()); // whoever sent it has gone
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on no pipe
  return {
    url: `http://127.0.0.1:${port}/verify`,
    stats,
    close: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Undefined for what is no JSON or too long. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > MAX_BODY_BYTES) return undefined;
  }
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
