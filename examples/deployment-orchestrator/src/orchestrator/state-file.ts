import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A value that survives a restart. */
export interface StateFile<T> {
  readonly value: T;
  /** Resolves when what `value` holds now is on the disk. */
  save(): Promise<void>;
}

/** Reads the file; `initial` stands for one that is not there. A file that is no JSON is an error: it is not overwritten. */
export async function openStateFile<T>(path: string, initial: T): Promise<StateFile<T>> {
  await mkdir(dirname(path), { recursive: true });
  const value = await readState(path, initial);
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  function save(): Promise<void> {
    // Whoever asks while a write runs shares the one after it: that one begins later, so it holds their change.
    next ??= running
      .catch(() => {}) // told to those who waited for it
      .then(() => {
        next = undefined;
        running = writeAtomically(path, JSON.stringify(value, null, 2));
        return running;
      });
    return next;
  }

  return { value, save };
}

async function readState<T>(path: string, initial: T): Promise<T> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return initial; // fs and JSON.parse throw Errors
    throw new Error(`${path}: expected the JSON that this service writes, got: ${error}`, {
      cause: error,
    });
  }
}

/** A crash leaves the old file or the new one, never half of one. */
async function writeAtomically(path: string, content: string): Promise<void> {
  const file = await open(`${path}.next`, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.next`, path);
}
