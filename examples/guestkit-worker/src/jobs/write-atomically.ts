import { rename, writeFile } from 'node:fs/promises';

/** Whoever reads the file finds all of it or none, after a crash too. */
export async function writeAtomically(path: string, content: string | Buffer): Promise<void> {
  const next = `${path}.next`;
  await writeFile(next, content, { flush: true });
  await rename(next, path);
}
