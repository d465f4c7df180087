import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { openStateFile } from '../../src/orchestrator/state-file.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;

beforeEach(async () => {
  workspace = await makeWorkspace();
});

afterEach(() => workspace.remove());

const open = () => openStateFile<Record<string, number>>(workspace.stateFile, {});

test('what was saved is there after the next opening', async () => {
  const state = await open();
  state.value.a = 1;
  await state.save();
  expect((await open()).value).toEqual({ a: 1 });
});

test('whoever saves while a write runs is told when their own change is on the disk', async () => {
  const state = await open();
  const saves = Array.from({ length: 20 }, async (_, i) => {
    state.value[`key ${i}`] = i;
    await state.save();
    expect(JSON.parse(await readFile(workspace.stateFile, 'utf8'))).toHaveProperty([`key ${i}`], i);
  });
  await Promise.all(saves);
  expect(Object.keys((await open()).value)).toHaveLength(20);
});

test('no half-written file is ever to be seen under the name', async () => {
  const state = await open();
  state.value.size = 0;
  await state.save();
  let writing = true;
  const reader = async () => {
    while (writing) JSON.parse(await readFile(workspace.stateFile, 'utf8'));
  };
  const reading = reader();
  for (let i = 0; i < 30; i++) {
    state.value[`${'x'.repeat(20_000)}${i}`] = i;
    await state.save();
  }
  writing = false;
  await reading;
  expect((await readdir(workspace.directory)).filter((name) => name !== 'modules')).toEqual([
    'state.json',
  ]);
});

test('a file that is no JSON is an error that names it, and stays', async () => {
  await writeFile(workspace.stateFile, '{"a":');
  await expect(open()).rejects.toThrow(workspace.stateFile);
  expect(await readFile(workspace.stateFile, 'utf8')).toBe('{"a":');
});

test('a failed save is told, and the next one works', async () => {
  const state = await open();
  await workspace.remove();
  await expect(state.save()).rejects.toThrow('ENOENT');
  await mkdir(workspace.directory);
  await state.save();
  expect((await open()).value).toEqual({});
});
