import { readFile, writeFile } from 'node:fs/promises';
import { cutTornLine } from '../../src/log/cut-torn-line.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

const long = 'x'.repeat(100_000);
let workspace: Workspace;

beforeEach(async () => {
  workspace = await makeWorkspace();
});
afterEach(() => workspace.remove());

test.each([
  ['nothing', '', ''],
  ['whole lines', 'a\nbé\n', 'a\nbé\n'],
  ['half a line', '{"a', ''],
  ['half a line behind whole ones', 'a\nbé\n{"c', 'a\nbé\n'],
  ['half a line that is long', `a\n${long}`, 'a\n'],
  ['a long line, whole', `a\n${long}\n`, `a\n${long}\n`],
])('of %s whole lines are left', async (_, before, after) => {
  const path = workspace.path('0.jsonl');
  await writeFile(path, before);
  await cutTornLine(path);
  expect(await readFile(path, 'utf8')).toBe(after);
});

test('a file that is new is empty', async () => {
  const path = workspace.path('0.jsonl');
  await cutTornLine(path);
  expect(await readFile(path, 'utf8')).toBe('');
});
