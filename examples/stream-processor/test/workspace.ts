import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of a test. */
export interface Workspace {
  readonly directory: string;
  readonly path: (name: string) => string;
  readonly remove: () => Promise<void>;
}

export async function makeWorkspace(): Promise<Workspace> {
  const directory = await mkdtemp(join(tmpdir(), 'stream-test-'));
  return {
    directory,
    path: (name) => join(directory, name),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
