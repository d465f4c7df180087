import { access, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A job that this worker has taken. */
export interface ClaimedJob {
  /** Of its file, without `.json`. */
  readonly name: string;
  readonly text: string;
}

/**
 * Where jobs come from:
 *
 *     <name>.json              waits; taken in order of the names
 *     <job id>.cancel          asks to cancel that job, waiting or running
 *     <name>.json@<worker id>  has been taken
 *
 * A job is taken by a rename, so any number of workers can share a directory.
 */
export class JobDirectory {
  readonly path: string;
  /** Of what this worker has taken. No worker has an "@" in its id. */
  readonly #suffix: string;

  constructor(path: string, workerId: string) {
    this.path = path;
    this.#suffix = `.json@${workerId}`;
  }

  /** Makes the directory if it has to, and puts back what the last life of this worker took and did not end. */
  async open(): Promise<void> {
    await mkdir(this.path, { recursive: true });
    for (const name of await this.#namesWith(this.#suffix)) {
      await rename(this.#at(name + this.#suffix), this.#at(`${name}.json`));
    }
  }

  /** The names of the jobs that wait, the next one first. */
  waiting(): Promise<readonly string[]> {
    return this.#namesWith('.json');
  }

  /** Takes the first job that it can; undefined if there is none. */
  async claim(): Promise<ClaimedJob | undefined> {
    for (const name of await this.waiting()) {
      const taken = this.#at(name + this.#suffix);
      const problem = await rename(this.#at(`${name}.json`), taken).catch(
        (error: NodeJS.ErrnoException) => error,
      );
      if (!problem) return { name, text: await readFile(taken, 'utf8') };
      if (problem.code !== 'ENOENT') throw problem; // but for this one: another worker was faster
    }
    return undefined;
  }

  isCancelled(id: string): Promise<boolean> {
    return access(this.#at(`${id}.cancel`)).then(
      () => true,
      () => false,
    );
  }

  /** Forgets a job whose result is written. */
  async remove({ name }: ClaimedJob, id: string): Promise<void> {
    await rm(this.#at(name + this.#suffix), { force: true });
    await rm(this.#at(`${id}.cancel`), { force: true }); // last: without it the job would run after a crash
  }

  async #namesWith(suffix: string): Promise<readonly string[]> {
    const files = (await readdir(this.path)).filter((file) => file.endsWith(suffix));
    const names = files.map((file) => file.slice(0, -suffix.length)).sort();
    return names.filter((name) => /^[^.]/.test(name)); // a dot is for what is still written
  }

  #at(file: string): string {
    return join(this.path, file);
  }
}
