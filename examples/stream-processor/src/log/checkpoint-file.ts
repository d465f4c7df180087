import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Position } from './partition.js';

/** How far a partition is done. */
export interface Checkpoint extends Position {
  /** The time of the latest reading before it; 0 before the first. */
  readonly latestMs: number;
}

export const START: Checkpoint = { message: 0, byte: 0, latestMs: 0 };

/** The checkpoint that was committed last; the start where none was. */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return START; // what readFile throws
    throw new Error(`${path}: expected a committed offset`, { cause: error });
  }
}

/** Replaces the file as a whole, so that it is never half written. */
export async function commitCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  await writeFile(`${path}.next`, JSON.stringify(checkpoint));
  await rename(`${path}.next`, path);
}
