import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Disk } from '../src/images/disk.js';
import { openImageFile } from '../src/images/image-file.js';
import { openDisk } from '../src/images/qcow2.js';

/** A directory of a test. */
export interface Workspace {
  readonly path: (name: string) => string;
  readonly remove: () => Promise<void>;
}

export async function makeWorkspace(): Promise<Workspace> {
  const directory = await mkdtemp(join(tmpdir(), 'guestkit-test-'));
  return {
    path: (name) => join(directory, name),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** Opens the disk of an image for as long as `use` takes. */
export async function withDisk<R>(path: string, use: (disk: Disk) => Promise<R>): Promise<R> {
  const { signal } = new AbortController();
  const file = await openImageFile(path, { signal, diskRead: () => {} });
  try {
    return await use(await openDisk(file));
  } finally {
    await file.close();
  }
}
