import type { Submission } from '../../src/proof/submission.js';
import { verify } from '../../src/verifier/verify.js';
import { makeSubmission } from '../make-submission.js';

const BITS = 6;
const good = makeSubmission(BITS);
const other = makeSubmission(BITS);

test('a proof of work that is signed is accepted', () => {
  expect(verify(good, BITS)).toBe('accepted');
});

test('a proof for an easier target is not', () => {
  expect(verify(good, BITS + 1)).toBe('above_target');
});

test.each<[string, string, Partial<Submission>]>([
  ['another nonce', 'wrong_hash', { nonce: good.nonce + 1 }],
  ['the hash of another proof', 'wrong_hash', { hash: other.hash }],
  ['the signature of another proof', 'wrong_signature', { signature: other.signature }],
  ['the key of somebody else', 'wrong_signature', { publicKey: '02'.repeat(32) }],
  ['a key that is no point of the curve', 'wrong_signature', { publicKey: 'ff'.repeat(32) }],
])('%s is %s', (_, verdict, change) => {
  expect(verify({ ...good, ...change }, BITS)).toBe(verdict);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['text', 'proof'],
  ['a short challenge', { ...good, challenge: 'abcd' }],
  ['a challenge that is not hexadecimal', { ...good, challenge: 'x'.repeat(64) }],
  ['a short signature', { ...good, signature: good.hash }],
  ['a key that is no text', { ...good, publicKey: 7 }],
  ['a negative nonce', { ...good, nonce: -1 }],
  ['a nonce with a fraction', { ...good, nonce: 0.5 }],
  ['a nonce of more than 48 bits', { ...good, nonce: 2 ** 48 }],
  ['a nonce that is text', { ...good, nonce: '1' }],
])('%s is malformed', (_, submission) => {
  expect(verify(submission, BITS)).toBe('malformed');
});
