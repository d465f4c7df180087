import { access, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface WaitingJob {
  /** Of the file, without `.json`. */
  readonly name: string;
  readonly changedMs: number;
}

/** A job that this worker has taken. */
export interface ClaimedJob {
  readonly name: string;
  /** Undefined if the file is no JSON. */
  readonly document: unknown;
}

/** Who drops a job may still be writing it: until then a file that is no JSON is left alone. */
const SETTLED_MS = 1000;

/**
 * Where jobs come from:
 *
 *     <name>.json              waits; taken in order of the last change
 *     <job id>.cancel          asks to cancel that job, waiting or running
 *     <name>.json@<worker id>  has been taken
 *
 * A job is taken by a rename, so any number of workers can share a directory.
 */
export class JobDirectory {
  readonly path: string;
  readonly #workerId: string;

  constructor(path: string, workerId: string) {
    this.path = path;
    this.#workerId = workerId;
  }

  /** Makes the directory if it has to, and puts back what the last life of this worker took and did not end. */
  async open(): Promise<void> {
    await mkdir(this.path, { recursive: true });
    const mark = this.#claimed('');
    for (const file of await readdir(this.path)) {
      const name = file.slice(0, -mark.length);
      if (file === this.#claimed(name)) await rename(this.#at(file), this.#at(`${name}.json`));
    }
  }

  /** The jobs that wait, the next one first. */
  async waiting(): Promise<readonly WaitingJob[]> {
    const files = (await readdir(this.path)).filter((file) => /^[^.].*\.json$/.test(file));
    const jobs = files.map(async (file) => {
      const stats = await unlessGone(stat(this.#at(file)));
      return { name: file.slice(0, -'.json'.length), changedMs: stats?.mtimeMs ?? 0 };
    });
    return (await Promise.all(jobs)).sort((a, b) => a.changedMs - b.changedMs);
  }

  /** Takes the first of these that it can; undefined if there is none. */
  async claim(jobs: readonly WaitingJob[]): Promise<ClaimedJob | undefined> {
    for (const { name, changedMs } of jobs) {
      const file = this.#at(`${name}.json`);
      const document = jsonOf(await unlessGone(readFile(file, 'utf8')));
      if (document === undefined && Date.now() - changedMs < SETTLED_MS) continue;
      const taken = rename(file, this.#at(this.#claimed(name))).then(() => true);
      if (await unlessGone(taken)) return { name, document };
    }
    return undefined;
  }

  async isCancelled(id: string): Promise<boolean> {
    const found = access(this.#at(`${id}.cancel`)).then(() => true);
    return (await unlessGone(found)) ?? false;
  }

  /** Forgets a job whose result is written. */
  async remove({ name }: ClaimedJob, id: string): Promise<void> {
    await rm(this.#at(`${id}.cancel`), { force: true });
    await rm(this.#at(this.#claimed(name)), { force: true });
  }

  #at(file: string): string {
    return join(this.path, file);
  }

  /** No worker has an "@" in its id. */
  #claimed(name: string): string {
    return `${name}.json@${this.#workerId}`;
  }
}

/** Undefined if there is no such file: another worker was faster. */
async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}

function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
