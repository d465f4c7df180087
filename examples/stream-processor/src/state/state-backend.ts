/** Where state is kept: texts by key. */
export interface StateBackend {
  readonly name: 'memory' | 'redis';
  readonly get: (key: string) => Promise<string | null>;
  /** All of them or none. */
  readonly put: (entries: ReadonlyMap<string, string>) => Promise<unknown>;
  readonly delete: (keys: readonly string[]) => Promise<unknown>;
  /** The entries whose key begins so. */
  readonly scan: (prefix: string) => Promise<Map<string, string>>;
  /** Its size, and how many entries it has given up to make room since the last call. */
  readonly measure: () => Promise<{ readonly sizeBytes: number; readonly evicted: number }>;
  /** Why it cannot be asked now; null if it can. */
  readonly problem: () => string | null;
  readonly close: () => Promise<void>;
}
