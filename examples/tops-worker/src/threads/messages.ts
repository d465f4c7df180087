import type { Solution } from '../proof/proof-of-work.js';

/** To a search thread. */
export interface SearchRequest {
  readonly challenge: Uint8Array;
  readonly difficultyBits: number;
}

/** From it. */
export interface SearchAnswer {
  readonly solution: Solution;
  /** Of the thread alone. */
  readonly heapBytes: number;
}
