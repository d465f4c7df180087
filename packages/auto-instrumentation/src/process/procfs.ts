import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What Linux says of this process. Its methods throw where it says nothing. */
export class Procfs {
  readonly #status: string;
  readonly #descriptors: string;

  /** `root` is where procfs is mounted. */
  constructor(root: string) {
    this.#status = join(root, 'self/status');
    this.#descriptors = join(root, 'self/fd');
  }

  threadCount(): number {
    return this.#field('Threads');
  }

  virtualMemoryBytes(): number {
    return this.#field('VmSize') * 1024;
  }

  /** Since Linux 6.2 the folder's size says it, in 4 µs; to list 10 000 descriptors takes 5 ms. */
  descriptorCount(): number {
    const { size } = statSync(this.#descriptors);
    return size > 0 ? size : readdirSync(this.#descriptors).length - 1; // without the one that lists
  }

  #field(name: string): number {
    const value = new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(readFileSync(this.#status, 'latin1'));
    if (value === null) throw new Error(`${this.#status}: expected a line "${name}:", found none`);
    return Number(value[1]);
  }
}
