import { writeFile } from 'node:fs/promises';
import { openImageFile } from '../../src/images/image-file.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let path: string;

beforeAll(async () => {
  workspace = await makeWorkspace();
  path = workspace.path('disk.img');
  await writeFile(path, 'twelve bytes');
});

afterAll(() => workspace.remove());

test('reads are counted by what they bring', async () => {
  const reads: number[] = [];
  const { signal } = new AbortController();
  const file = await openImageFile(path, { signal, diskRead: (bytes) => reads.push(bytes) });
  expect(file.sizeBytes).toBe(12);
  expect(`${await file.read(7, 5)}`).toBe('bytes');
  await expect(file.read(7, 6)).rejects.toThrow('6 bytes at 7, got the end of the file at 12');
  await file.close();
  expect(reads).toEqual([5, 5]);
});

test('nothing is read once the signal is aborted', async () => {
  const controller = new AbortController();
  const file = await openImageFile(path, { signal: controller.signal, diskRead: () => {} });
  controller.abort(new Error('enough'));
  await expect(file.read(0, 1)).rejects.toThrow('enough');
  await file.close();
});

test('an image that is not there is an error', async () => {
  const options = { signal: new AbortController().signal, diskRead: () => {} };
  await expect(openImageFile(workspace.path('none.img'), options)).rejects.toThrow('ENOENT');
});
