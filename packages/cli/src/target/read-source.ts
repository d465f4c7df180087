import { readFile } from 'node:fs/promises';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';

/** The bytes of a file, or of stdin for `-`. */
export async function readSource(path: string): Promise<Buffer> {
  if (path === '-') {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk); // no encoding is set
    return Buffer.concat(chunks);
  }
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // what readFile throws
    throw new CommandError(`${path}: expected a readable file, got ${code}`, exitCodes.unreachable);
  }
}
