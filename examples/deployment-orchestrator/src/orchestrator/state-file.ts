import { readFile, rename, writeFile } from 'node:fs/promises';

/** A value that survives a restart. */
export interface StateFile<T> {
  readonly value: T;
  /** Resolves when what `value` holds now is on the disk. */
  save(): Promise<void>;
}

/** Reads the file; `initial` stands for one that is not there. A file that is no JSON is an error: it is not overwritten. */
export async function openStateFile<T>(path: string, initial: T): Promise<StateFile<T>> {
  const value = await readState(path, initial);
  let saved = Promise.resolve();
  const save = () => {
    // One write after the other; an earlier one that failed was told to whoever waited for it.
    saved = saved.catch(() => {}).then(() => writeAtomically(path, JSON.stringify(value, null, 2)));
    return saved;
  };
  return { value, save };
}

async function readState<T>(path: string, initial: T): Promise<T> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return initial; // fs and JSON.parse throw Errors
    throw new Error(`${path}: expected the JSON that this service writes, got: ${error}`);
  }
}

/** A crash leaves the old file or the new one, never half of one. */
async function writeAtomically(path: string, content: string): Promise<void> {
  await writeFile(`${path}.next`, content, { flush: true });
  await rename(`${path}.next`, path);
}
