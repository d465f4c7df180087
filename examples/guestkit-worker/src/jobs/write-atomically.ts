import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Whoever reads the file finds all of it or none, after a crash too. Gives the bytes that were written. */
export async function writeAtomically(
  directory: string,
  name: string,
  content: string | Buffer,
): Promise<number> {
  const bytes = Buffer.from(content);
  const next = join(directory, `.${name}.next`);
  const file = await open(next, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, join(directory, name));
  return bytes.length;
}
