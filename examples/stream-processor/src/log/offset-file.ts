import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Position } from './partition-reader.js';

/** Where the consumer of a partition is; the start where nothing was committed yet. */
export async function readOffset(path: string): Promise<Position> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { message: 0, byte: 0 }; // what readFile throws
    throw new Error(`${path}: expected a committed offset`, { cause: error });
  }
}

/** Replaces the file as a whole, so that it is never half written. */
export async function commitOffset(path: string, position: Position): Promise<void> {
  await writeFile(`${path}.next`, JSON.stringify(position));
  await rename(`${path}.next`, path);
}
