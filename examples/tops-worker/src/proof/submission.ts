/** What a worker sends to the verifier. Bytes are in hexadecimal. */
export interface Submission {
  /** 32 bytes. */
  readonly challenge: string;
  readonly nonce: number;
  /** `proofHash` of both. */
  readonly hash: string;
  readonly publicKey: string;
  /** Of the hash. */
  readonly signature: string;
}

/** What the verifier says of it. */
export type Verdict = 'accepted' | 'malformed' | 'wrong_hash' | 'above_target' | 'wrong_signature';
