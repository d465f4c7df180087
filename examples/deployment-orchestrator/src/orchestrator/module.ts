import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { DeploymentFailure } from './deployment-failure.js';

const MANIFEST = 'manifest.json';

/** What a module says of itself. */
export interface Manifest {
  /** The CommonJS file that has to compile once the module is active. */
  readonly entry?: string;
  /** SHA-256 of each file but the manifest, in hexadecimal, by path with `/`. */
  readonly files: Readonly<Record<string, string>>;
}

/** Makes a directory a module: sums its files up and writes the manifest. */
export async function writeManifest(directory: string, entry?: string): Promise<void> {
  const manifest = { ...(entry && { entry }), files: await sumFiles(directory) };
  await writeFile(join(directory, MANIFEST), JSON.stringify(manifest, null, 2));
}

/** Reads the manifest and holds every file against it. A missing, changed or additional file is a ChecksumMismatch. */
export async function verifyModule(directory: string): Promise<Manifest> {
  const manifest = await readManifest(directory);
  const found = await sumFiles(directory);
  for (const path of new Set([...Object.keys(manifest.files), ...Object.keys(found)])) {
    const [expected, actual] = [manifest.files[path], found[path]];
    if (expected === actual) continue;
    throw new DeploymentFailure(
      'ChecksumMismatch',
      `${path}: expected SHA-256 ${expected ?? 'of no such file'}, found ${actual ?? 'no file'}`,
    );
  }
  return manifest;
}

async function readManifest(directory: string): Promise<Manifest> {
  try {
    const manifest: Manifest = JSON.parse(await readFile(join(directory, MANIFEST), 'utf8'));
    return { ...manifest, files: { ...manifest.files } };
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
