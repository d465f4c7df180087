import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { commitOffset, readOffset } from '../../src/log/offset-file.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let path: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  path = workspace.path('0.json');
});

afterEach(() => workspace.remove());

test('nothing committed is the start', async () => {
  expect(await readOffset(path)).toEqual({ message: 0, byte: 0 });
});

test('what was committed last is read, and nothing else is left', async () => {
  await commitOffset(path, { message: 1, byte: 10 });
  await commitOffset(path, { message: 2, byte: 20 });
  expect(await readOffset(path)).toEqual({ message: 2, byte: 20 });
  expect(await readdir(workspace.directory)).toEqual(['0.json']);
});

test('a commit that cannot be made rejects', async () => {
  await mkdir(path);
  await expect(commitOffset(path, { message: 1, byte: 10 })).rejects.toThrow('0.json');
});

test('a file that is no offset is an error that names it', async () => {
  await writeFile(path, '{"mess');
  await expect(readOffset(path)).rejects.toThrow(/0\.json: expected a committed offset/);
});
