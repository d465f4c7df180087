import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { FileReading } from '../configuration/read-policy-file.js';
import { reason } from '../configuration/reason.js';

export interface WatchOptions {
  readonly path: string;
  /** What the watcher's owner knows already. */
  readonly known: FileReading;
  /** Hears of each change, one after the other. */
  readonly changed: (reading: FileReading) => Promise<void> | void;
  /** Between two readings. */
  readonly intervalMs: number;
}

/**
 * Reads a file again and again, and tells of what is in it when that has changed and been the same at two readings in a row: a
 * file that is just being written is half a file. Keeps no process alive. Returns what ends it.
 */
export function watchFile({ path, known, changed, intervalMs }: WatchOptions): () => void {
  let told = known;
  let last = known;
  let isEnded = false;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(look, intervalMs).unref();
  };
  const look = async (): Promise<void> => {
    const reading = await read(path);
    if (isDeepStrictEqual(reading, last) && !isDeepStrictEqual(reading, told) && !isEnded) {
      told = reading;
      await changed(reading);
    }
    last = reading;
    if (!isEnded) wait();
  };
  wait();
  return () => {
    isEnded = true;
    clearTimeout(timer);
  };
}

async function read(path: string): Promise<FileReading> {
  try {
    return { text: await readFile(path, 'utf8') };
  } catch (error) {
    return { reason: reason(error) };
  }
}
