import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';

/** What became of a file, or would. */
export interface FileState {
  readonly file: string;
  readonly state: 'same' | 'differs' | 'missing' | 'written';
}

/** Whether the files in the folder are what they have to be. */
export function compareFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
): readonly FileState[] {
  return Array.from(files, ([path, text]) => {
    const file = join(folder, path);
    const found = textOf(file);
    if (found === undefined) return { file, state: 'missing' };
    return { file, state: found === text ? 'same' : 'differs' };
  });
}

/** Makes them so; what is right already is not touched. */
export function writeFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
): readonly FileState[] {
  const states = compareFiles(folder, files);
  return Array.from(files.values(), (text, i): FileState => {
    const { file, state } = states[i] as FileState; // one for each file
    if (state === 'same') return { file, state };
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException; // what file systems throw
      throw new CommandError(`${file}: expected to be written, got ${code}`, exitCodes.unreachable);
    }
    return { file, state: 'written' };
  });
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
