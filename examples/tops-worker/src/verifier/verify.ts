import { isBelowTarget, proofHash } from '../proof/proof-of-work.js';
import { isSignedBy } from '../proof/signing-key.js';
import type { Submission, Verdict } from '../proof/submission.js';

/** Checks a submission from the cheapest to the dearest check; the first that fails is the verdict. */
export function verify(submission: unknown, difficultyBits: number): Verdict {
  if (!isSubmission(submission)) return 'malformed';
  const { challenge, nonce, publicKey, signature } = submission;
  const hash = proofHash(Buffer.from(challenge, 'hex'), nonce);
  if (hash.toString('hex') !== submission.hash) return 'wrong_hash';
  if (!isBelowTarget(hash, difficultyBits)) return 'above_target';
  return isSignedBy(publicKey, hash, signature) ? 'accepted' : 'wrong_signature';
}

function isSubmission(value: unknown): value is Submission {
  if (typeof value !== 'object' || value === null) return false;
  const { challenge, nonce, hash, publicKey, signature } = value as Record<string, unknown>;
  return (
    [challenge, hash, publicKey].every((text) => isHex(text, 32)) &&
    isHex(signature, 64) &&
    Number.isInteger(nonce) &&
    (nonce as number) >= 0 && // an integer, as just seen
    (nonce as number) < 2 ** 48
  );
}

function isHex(value: unknown, bytes: number): boolean {
  return typeof value === 'string' && value.length === 2 * bytes && /^[\da-f]*$/.test(value);
}
