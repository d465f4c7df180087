import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { StateBackend, StateMeasures } from './state-backend.js';

/** State of this process, with a limit: what was put longest ago makes room. A clean end leaves it in a file for the next start. */
export class MemoryState implements StateBackend {
  readonly name = 'memory';
  readonly #path: string;
  readonly #maxBytes: number;
  readonly #entries = new Map<string, string>(); // in the order in which they were put
  #sizeBytes = 0;
  #evicted = 0;

  private constructor(path: string, maxBytes: number) {
    this.#path = path;
    this.#maxBytes = maxBytes;
  }

  /** Takes what the last process left, and takes the file away: after a crash it would be older than the log. */
  static async open(path: string, maxBytes: number): Promise<MemoryState> {
    const state = new MemoryState(path, maxBytes);
    const left = await readFile(path, 'utf8').catch(() => '[]');
    await state.put(new Map(JSON.parse(left)));
    await rm(path, { force: true });
    return state;
  }

  async get(key: string): Promise<string | undefined> {
    return this.#entries.get(key);
  }

  async put(entries: ReadonlyMap<string, string>): Promise<void> {
    for (const [key, value] of entries) {
      this.#remove(key);
      this.#entries.set(key, value);
      this.#sizeBytes += bytesOf(key, value);
    }
    for (const key of this.#entries.keys()) {
      if (this.#sizeBytes <= this.#maxBytes) break;
      this.#remove(key);
      this.#evicted++;
    }
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#remove(key);
  }

  async scan(prefix: string): Promise<ReadonlyMap<string, string>> {
    return new Map([...this.#entries].filter(([key]) => key.startsWith(prefix)));
  }

  async measure(): Promise<StateMeasures> {
    return { sizeBytes: this.#sizeBytes, evicted: this.#evicted };
  }

  problem(): null {
    return null;
  }

  async close(): Promise<void> {
    await writeFile(`${this.#path}.next`, JSON.stringify([...this.#entries]));
    await rename(`${this.#path}.next`, this.#path);
  }

  #remove(key: string): void {
    const value = this.#entries.get(key);
    if (value === undefined) return;
    this.#sizeBytes -= bytesOf(key, value);
    this.#entries.delete(key);
  }
}

function bytesOf(key: string, value: string): number {
  return Buffer.byteLength(key) + Buffer.byteLength(value);
}
