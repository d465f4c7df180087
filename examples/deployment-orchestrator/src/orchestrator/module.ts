import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import Module from 'node:module';
import { join, relative, sep } from 'node:path';
import { Script } from 'node:vm';
import { z } from 'zod';
import { DeploymentFailure } from './deployment-failure.js';

const MANIFEST = 'manifest.json';

/**
 * What a module says of itself: the CommonJS file that has to compile once the module is active, and the SHA-256 of
 * each file but the manifest, in hexadecimal, by path with `/`.
 */
const manifest = z.object({ entry: z.string(), files: z.record(z.string(), z.string()) });

/** Makes a directory a module: sums its files up and writes the manifest. */
export async function writeManifest(directory: string, entry: string): Promise<void> {
  const content = { entry, files: await sumFiles(directory) };
  await writeFile(join(directory, MANIFEST), JSON.stringify(content, null, 2));
}

/** Holds every file against the manifest. A missing, changed or additional file is a ChecksumMismatch. */
export async function verifyModule(directory: string): Promise<void> {
  const { files } = await readManifest(directory);
  const found = await sumFiles(directory);
  for (const path of new Set([...Object.keys(files), ...Object.keys(found)])) {
    if (files[path] === found[path]) continue;
    throw new DeploymentFailure(
      'ChecksumMismatch',
      `${path}: expected SHA-256 ${files[path] ?? 'of no such file'}, found ${found[path] ?? 'no file'}`,
    );
  }
}

/** Asks what a broken build would fail: that the entry of the module compiles. */
export async function checkEntry(directory: string): Promise<void> {
  const { entry } = await readManifest(directory);
  const file = join(directory, entry);
  try {
    new Script(Module.wrap(await readFile(file, 'utf8')), { filename: file });
  } catch (error) {
    throw new DeploymentFailure('EntryBroken', `${file}: ${error}`, error);
  }
}

async function readManifest(directory: string): Promise<z.infer<typeof manifest>> {
  try {
    return manifest.parse(JSON.parse(await readFile(join(directory, MANIFEST), 'utf8')));
  } catch (error) {
    throw new DeploymentFailure('ManifestUnreadable', `${MANIFEST}: ${error}`, error);
  }
}

async function sumFiles(directory: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(directory, file).split(sep).join('/');
    if (entry.isDirectory() || path === MANIFEST) continue;
    // A link could lead out of the module: it gets a sum that no file has.
    sums[path] = entry.isFile() ? sha256(await readFile(file)) : 'not a regular file';
  }
  return sums;
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
