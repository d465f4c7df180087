// The code of a search thread: a challenge comes in, its solution goes out.
import { parentPort } from 'node:worker_threads';
import { findNonce } from '../proof/proof-of-work.js';
import type { SearchAnswer, SearchRequest } from './messages.js';

parentPort?.on('message', ({ challenge, difficultyBits }: SearchRequest) => {
  const solution = findNonce(challenge, difficultyBits);
  const answer: SearchAnswer = { solution, heapBytes: process.memoryUsage().heapUsed };
  parentPort?.postMessage(answer);
});
