import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { OffsetFile } from '../../src/log/offset-file.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let offsets: OffsetFile;

beforeEach(async () => {
  workspace = await makeWorkspace();
  offsets = new OffsetFile(workspace.path('0.json'));
});

afterEach(() => workspace.remove());

test('nothing committed is the start', async () => {
  expect(await offsets.read()).toEqual({ message: 0, byte: 0 });
});

test('what was committed last is read, and nothing else is left', async () => {
  await offsets.commit({ message: 1, byte: 10 });
  await offsets.commit({ message: 2, byte: 20 });
  expect(await offsets.read()).toEqual({ message: 2, byte: 20 });
  expect(await readdir(workspace.directory)).toEqual(['0.json']);
});

test('a commit that cannot be made rejects', async () => {
  await mkdir(workspace.path('0.json'));
  await expect(offsets.commit({ message: 1, byte: 10 })).rejects.toThrow('0.json');
});

test('a file that is no offset is an error that names it', async () => {
  await writeFile(workspace.path('0.json'), '{"mess');
  await expect(offsets.read()).rejects.toThrow(/0\.json: expected a committed offset/);
});
