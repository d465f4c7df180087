import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { readJson, writeJson } from '../../src/log/json-file.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let path: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  path = workspace.path('0.json');
});

afterEach(() => workspace.remove());

test('a file that nobody has written is undefined', async () => {
  expect(await readJson(path)).toBeUndefined();
});

test('what was written last is read, and nothing else is left', async () => {
  await writeJson(path, { message: 1 });
  await writeJson(path, { message: 2 });
  expect(await readJson(path)).toEqual({ message: 2 });
  expect(await readdir(workspace.directory)).toEqual(['0.json']);
});

test('what cannot be written rejects', async () => {
  await mkdir(path);
  await expect(writeJson(path, { message: 1 })).rejects.toThrow('0.json');
});

test('a file that is something else is an error that names it', async () => {
  await writeFile(path, '{"mess');
  await expect(readJson(path)).rejects.toThrow(/0\.json: expected what the processor writes there/);
});
