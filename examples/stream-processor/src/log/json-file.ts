import { readFile, rename, writeFile } from 'node:fs/promises';

/** What was written last; undefined where nothing was. */
export async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // what readFile throws
    throw new Error(`${path}: expected what the processor writes there`, { cause: error });
  }
}

/** Replaces the file as a whole, so that it is never half written. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.next`, JSON.stringify(value));
  await rename(`${path}.next`, path);
}
