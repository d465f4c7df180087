/** Where state is kept: texts by key. */
export interface StateBackend {
  readonly name: 'memory' | 'redis';
  readonly get: (key: string) => Promise<string | null>;
  /** All of them or none. */
  readonly put: (entries: ReadonlyMap<string, string>) => Promise<unknown>;
  readonly delete: (keys: readonly string[]) => Promise<unknown>;
  /** The entries whose key begins so. */
  readonly scan: (prefix: string) => Promise<Map<string, string>>;
  readonly measureBytes: () => Promise<number>;
  /** Why it cannot be asked now; null if it can. */
  readonly problem: () => string | null;
  readonly close: () => Promise<void>;
}

/** Told how many entries a backend has given up to make room. */
export type OnEvicted = (entries: number) => void;
