import type { AttemptErrorKind } from '@meterkit/meters/worker';

/** Which things go wrong on purpose: every n-th one of a kind, 0 for none. */
export type Faults = Readonly<Record<AttemptErrorKind, number>>;

export const NO_FAULTS: Faults = { gpu: 0, network: 0, signature: 0, validation: 0 };

/** What goes wrong in an attempt, counted from 1. The network's faults are not in an attempt, but at the verifier. */
export function faultOf(attempt: number, faults: Faults): AttemptErrorKind | undefined {
  const kinds = ['gpu', 'signature', 'validation'] as const;
  return kinds.find((kind) => isFaulty(attempt, faults[kind]));
}

export function isFaulty(count: number, every: number): boolean {
  return every > 0 && count % every === 0;
}
