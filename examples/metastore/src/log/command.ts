/** What can be done to the state of a node. */
export type Command =
  /** The first entry of a term. */
  | { readonly type: 'none' }
  | { readonly type: 'put'; readonly key: string; readonly value: string; readonly leaseId: number }
  | { readonly type: 'delete'; readonly key: string }
  | { readonly type: 'compact'; readonly revision: number }
  | { readonly type: 'grant'; readonly leaseId: number; readonly ttlMs: number }
  | { readonly type: 'revoke'; readonly leaseId: number };

/** A command in the log. Its index is its place there; the first is 1. */
export interface LogEntry {
  readonly term: number;
  readonly command: Command;
}
