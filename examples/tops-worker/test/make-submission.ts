import { randomBytes } from 'node:crypto';
import { findNonce } from '../src/proof/proof-of-work.js';
import { signingKey } from '../src/proof/signing-key.js';
import type { Submission } from '../src/proof/submission.js';

/** One that holds at this difficulty and not at a greater one. */
export function makeSubmission(difficultyBits: number): Submission {
  const key = signingKey('01'.repeat(32));
  for (;;) {
    const challenge = randomBytes(32);
    const { nonce, hash } = findNonce(challenge, difficultyBits);
    if (findNonce(challenge, difficultyBits + 1).nonce === nonce) continue;
    return {
      challenge: challenge.toString('hex'),
      nonce,
      hash: Buffer.from(hash).toString('hex'),
      publicKey: key.publicKeyHex,
      signature: key.sign(hash),
    };
  }
}
