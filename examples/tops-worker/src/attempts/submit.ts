import type { Submission, Verdict } from '../proof/submission.js';
import { AttemptError } from './attempt-error.js';

const TIMEOUT_MS = 5000;

/**
 * Sends a submission and resolves when it was accepted. `onAnswer` is told how long the verifier took, if it answered.
 * Rejects with an {@link AttemptError}: `network` without a verdict, `signature` or `validation` with one.
 */
export async function submit(
  url: string,
  submission: Submission,
  onAnswer: (latencyMs: number) => void,
): Promise<void> {
  const startMs = performance.now();
  const { status, verdict } = await post(url, submission).catch((cause: unknown) => {
    throw new AttemptError('network', `${url}: no answer`, { cause });
  });
  onAnswer(performance.now() - startMs);
  if (status === 200) return;
  const message = `${url}: expected the proof to be accepted, got ${status} ${verdict}`;
  if (verdict === undefined) throw new AttemptError('network', message);
  throw new AttemptError(verdict === 'wrong_signature' ? 'signature' : 'validation', message);
}

async function post(url: string, submission: Submission) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(submission),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const body = await response.text();
  // 422 is a verdict; what else there may be comes from something between here and the verifier.
  const { verdict } = (response.status === 422 ? JSON.parse(body) : {}) as { verdict?: Verdict };
  return { status: response.status, verdict };
}
