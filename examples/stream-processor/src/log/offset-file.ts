import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Position } from './partition-reader.js';

/** Where the consumer of a partition is: a file that is replaced as a whole, so that it is never half written. */
export class OffsetFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** The start of the partition where nothing was committed yet. */
  async read(): Promise<Position> {
    try {
      return JSON.parse(await readFile(this.#path, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { message: 0, byte: 0 }; // what readFile throws
      throw new Error(`${this.#path}: expected a committed offset`, { cause: error });
    }
  }

  async commit({ message, byte }: Position): Promise<void> {
    await writeFile(`${this.#path}.next`, JSON.stringify({ message, byte }));
    await rename(`${this.#path}.next`, this.#path);
  }
}
