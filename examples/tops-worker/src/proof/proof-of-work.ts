import { createHash } from 'node:crypto';

const NONCE_BYTES = 8;

export interface Solution {
  /** Below 2^48. */
  readonly nonce: number;
  readonly hash: Uint8Array;
}

/** The first nonce whose hash is below the target. It takes 2^`difficultyBits` hashes on average. */
export function findNonce(challenge: Uint8Array, difficultyBits: number): Solution {
  for (let nonce = 0; ; nonce++) {
    const hash = proofHash(challenge, nonce);
    if (isBelowTarget(hash, difficultyBits)) return { nonce, hash };
  }
}

/** SHA-256 of the challenge and the nonce, in 8 bytes, the most significant one first. */
export function proofHash(challenge: Uint8Array, nonce: number): Buffer {
  const bytes = Buffer.alloc(NONCE_BYTES);
  bytes.writeUIntBE(nonce, 2, 6);
  return createHash('sha256').update(challenge).update(bytes).digest();
}

/** Whether a hash, as a number of 256 bits, is below 2^(256 - `difficultyBits`), which is 1 to 32. */
export function isBelowTarget(hash: Uint8Array, difficultyBits: number): boolean {
  return Buffer.from(hash).readUInt32BE() < 2 ** (32 - difficultyBits);
}
