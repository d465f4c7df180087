import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { commitCheckpoint, readCheckpoint } from '../../src/log/checkpoint-file.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let path: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  path = workspace.path('0.json');
});

afterEach(() => workspace.remove());

test('nothing committed is the start', async () => {
  expect(await readCheckpoint(path)).toEqual({ message: 0, byte: 0, latestMs: 0 });
});

test('what was committed last is read, and nothing else is left', async () => {
  await commitCheckpoint(path, { message: 1, byte: 10, latestMs: 100 });
  await commitCheckpoint(path, { message: 2, byte: 20, latestMs: 200 });
  expect(await readCheckpoint(path)).toEqual({ message: 2, byte: 20, latestMs: 200 });
  expect(await readdir(workspace.directory)).toEqual(['0.json']);
});

test('a commit that cannot be made rejects', async () => {
  await mkdir(path);
  await expect(commitCheckpoint(path, { message: 1, byte: 10, latestMs: 100 })).rejects.toThrow(
    '0.json',
  );
});

test('a file that is no offset is an error that names it', async () => {
  await writeFile(path, '{"mess');
  await expect(readCheckpoint(path)).rejects.toThrow(/0\.json: expected a committed offset/);
});
