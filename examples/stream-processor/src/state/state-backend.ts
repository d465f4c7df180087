export type BackendName = 'memory' | 'redis';

/** Where state is kept: texts by key. */
export interface StateBackend {
  readonly name: BackendName;
  readonly get: (key: string) => Promise<string | undefined>;
  /** All of them or none. */
  readonly put: (entries: ReadonlyMap<string, string>) => Promise<void>;
  readonly delete: (keys: readonly string[]) => Promise<void>;
  /** The entries whose key begins so. */
  readonly scan: (prefix: string) => Promise<ReadonlyMap<string, string>>;
  readonly measure: () => Promise<StateMeasures>;
  /** Why it cannot be asked now; null if it can. */
  readonly problem: () => string | null;
  readonly close: () => Promise<void>;
}

export interface StateMeasures {
  readonly sizeBytes: number;
  /** Entries given up to make room, since it was opened. */
  readonly evicted: number;
}
