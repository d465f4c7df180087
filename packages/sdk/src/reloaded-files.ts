import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * What is made of the texts of some files, and made anew when they have changed. A change that cannot be used changes nothing, and
 * is told once.
 */
export class ReloadedFiles<T> {
  readonly #paths: readonly string[];
  readonly #make: (texts: readonly string[]) => T;
  readonly #tell: (problem: string) => void;
  #value: T | undefined;
  #seen: string | undefined;
  #told: string | undefined;
  #refreshing: Promise<boolean> | undefined;

  /** `make` throws for texts that cannot be used; what it says is told, so it shows no secret. */
  constructor(
    paths: readonly string[],
    make: (texts: readonly string[]) => T,
    tell: (problem: string) => void,
  ) {
    this.#paths = paths.map((path) => resolve(path));
    this.#make = make;
    this.#tell = tell;
    this.#take(() => this.#paths.map((path) => readFileSync(path, 'utf8')));
  }

  /** Made of the last texts that could be used; undefined when there never were any. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Reads the files again; true when there is a new value. Never rejects. */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #refresh(): Promise<boolean> {
    const [read] = await Promise.allSettled([
      Promise.all(this.#paths.map((path) => readFile(path, 'utf8'))),
    ]);
    return this.#take(() => {
      if (read.status === 'rejected') throw read.reason;
      return read.value;
    });
  }

  #take(read: () => readonly string[]): boolean {
    try {
      const texts = read();
      this.#told = undefined;
      const seen = JSON.stringify(texts);
      if (seen === this.#seen) return false;
      this.#seen = seen;
      this.#value = this.#make(texts);
      return true;
    } catch (error) {
      const problem = String(error);
      if (problem !== this.#told) this.#tell(problem);
      this.#told = problem;
      return false;
    }
  }
}
