import { findNonce, isBelowTarget, proofHash } from '../../src/proof/proof-of-work.js';

const challenge = Buffer.alloc(32);

test.each([
  [1, '08e00266fff0aacc64974f22a53622a7dc458ac1b5fd446ae7c99a4a99a564e6'],
  [2 ** 47 + 5, 'f660df1eab00187e57cd80e2b7dd6d4d0c27e5584edf77bc5c6907e4cb690dfa'],
])('the hash of a nonce of %d is that of 8 bytes, the most significant one first', (nonce, hex) => {
  expect(proofHash(challenge, nonce).toString('hex')).toBe(hex);
});

test('the first nonce below the target is found', () => {
  const { nonce, hash } = findNonce(challenge, 8);
  expect(nonce).toBe(206);
  expect(hash).toEqual(proofHash(challenge, nonce));
});

test.each([
  ['7fffffff', 1, true],
  ['80000000', 1, false],
  ['0000ffff', 16, true],
  ['00010000', 16, false],
  ['00000000', 32, true],
  ['00000001', 32, false],
])('a hash that begins with %s has %d leading zero bits: %s', (head, bits, expected) => {
  expect(isBelowTarget(Buffer.from(head.padEnd(64, 'f'), 'hex'), bits)).toBe(expected);
});
