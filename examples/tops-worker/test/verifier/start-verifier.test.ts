import { startVerifier, type Verifier } from '../../src/verifier/start-verifier.js';
import { makeSubmission } from '../make-submission.js';

const BITS = 4;
const good = makeSubmission(BITS);

let verifier: Verifier;

beforeEach(async () => {
  verifier = await startVerifier({ difficultyBits: BITS, drops: (submission) => submission === 2 });
});

afterEach(() => verifier.close());

async function post(body: string) {
  const response = await fetch(verifier.url, { method: 'POST', body });
  return [response.status, await response.json()];
}

test('each submission is answered with its verdict, but for those to drop, and all are counted', async () => {
  expect(await post(JSON.stringify(good))).toEqual([200, { verdict: 'accepted' }]);
  await expect(post(JSON.stringify(good))).rejects.toThrow('fetch failed');
  expect(await post(JSON.stringify({ ...good, nonce: 0.5 }))).toEqual([
    422,
    { verdict: 'malformed' },
  ]);
  expect(await post('no JSON')).toEqual([422, { verdict: 'malformed' }]);
  const stats = await fetch(new URL('/stats', verifier.url));
  expect(await stats.json()).toEqual({
    accepted: 1,
    malformed: 2,
    wrong_hash: 0,
    above_target: 0,
    wrong_signature: 0,
    dropped: 1,
  });
});

test('a body that is too long is malformed', async () => {
  expect(await post(JSON.stringify(good).padEnd(10_000))).toEqual([422, { verdict: 'malformed' }]);
});

test.each([
  ['GET', '/verify'],
  ['POST', '/stats'],
  ['GET', '/'],
])('%s %s is 404', async (method, path) => {
  expect((await fetch(new URL(path, verifier.url), { method })).status).toBe(404);
});
