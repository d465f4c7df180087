import { access, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A job file that this worker has taken. */
export interface ClaimedJob {
  /** Of the file, without `.json`. */
  readonly name: string;
  readonly text: string;
}

/**
 * Where jobs come from:
 *
 *     <name>.json                       waits; taken in order of the last change
 *     <job id>.cancel                   asks to cancel that job, waiting or running
 *     .claimed/<worker id>/<name>.json  has been taken
 *
 * A job is taken by a rename, so any number of workers can share a directory.
 */
export interface JobDirectory {
  readonly path: string;
  /** The names of the jobs that wait, the next one first. */
  readonly waiting: () => Promise<readonly string[]>;
  /** Takes the next job; undefined if none waits. */
  readonly claim: () => Promise<ClaimedJob | undefined>;
  readonly isCancelled: (id: string) => Promise<boolean>;
  /** Forgets a job whose result is written. */
  readonly remove: (claimed: ClaimedJob, id: string) => Promise<void>;
}

/** Who drops a job may still be writing it: until then a file that is no JSON is left alone. */
const SETTLED_MS = 1000;

/** Makes the directory if it has to, and puts back what the last life of this worker took and did not end. */
export async function openJobDirectory(path: string, workerId: string): Promise<JobDirectory> {
  const claims = join(path, '.claimed', workerId);
  await mkdir(claims, { recursive: true });
  for (const file of await readdir(claims)) await rename(join(claims, file), join(path, file));

  async function waiting(): Promise<readonly string[]> {
    const files = (await readdir(path)).filter((file) => /^[^.].*\.json$/.test(file));
    const aged = await Promise.all(
      files.map(async (file) => ({
        name: file.slice(0, -'.json'.length),
        changedMs: await changedMs(file),
      })),
    );
    return aged.sort((a, b) => a.changedMs - b.changedMs).map(({ name }) => name);
  }

  async function claim(): Promise<ClaimedJob | undefined> {
    for (const name of await waiting()) {
      await mkdir(claims, { recursive: true }); // whoever empties the directory takes this too
      const [file, claimed] = [join(path, `${name}.json`), join(claims, `${name}.json`)];
      if (!(await found(rename(file, claimed)))) continue; // another worker was faster
      const text = await readFile(claimed, 'utf8');
      const { mtimeMs } = await stat(claimed);
      if (isJson(text) || Date.now() - mtimeMs > SETTLED_MS) return { name, text };
      await rename(claimed, file);
    }
    return undefined;
  }

  async function remove({ name }: ClaimedJob, id: string): Promise<void> {
    await rm(join(path, `${id}.cancel`), { force: true });
    await rm(join(claims, `${name}.json`));
  }

  /** 0 for one that another worker has just taken. */
  async function changedMs(file: string): Promise<number> {
    return stat(join(path, file)).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
  }

  return {
    path,
    waiting,
    claim,
    remove,
    isCancelled: (id) => found(access(join(path, `${id}.cancel`))),
  };
}

/** False if there is no such file. */
async function found(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false; // fs throws these
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
