import { appendFile, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkEntry, verifyModule } from '../../src/orchestrator/module.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let directory: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  await workspace.publish('billing', '1');
  directory = join(workspace.modules, 'billing/1');
});

afterEach(() => workspace.remove());

test('the manifest has the sum of each file, in hexadecimal', async () => {
  expect(JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8'))).toEqual({
    entry: 'lib/index.js',
    files: {
      README: '7a943895e42e5401a6ecc1694b4d595a7af021c4bdd3066c3805099daca26cf8',
      'lib/index.js': expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  });
});

test('a module that has every file as its manifest says passes', async () => {
  await verifyModule(directory);
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  ['changed', () => appendFile(join(directory, 'README'), '!'), /^README: expected SHA-256/],
  ['missing', () => rm(join(directory, 'lib/index.js')), /^lib\/index.js: .* found no file$/],
  ['additional', () => writeFile(join(directory, 'x'), ''), /^x: expected SHA-256 of no such file/],
  ['renamed', () => rename(join(directory, 'README'), join(directory, 'R')), /no file$/],
  ['a link', () => symlink('README', join(directory, 'link')), /^link: .* not a regular file$/],
])('a file that is %s is a ChecksumMismatch', async (_what, damage, message) => {
  await damage();
  await expect(verifyModule(directory)).rejects.toMatchObject({
    name: 'ChecksumMismatch',
    message: expect.stringMatching(message),
  });
});

test.each<[string, string | undefined]>([
  ['no manifest', undefined],
  ['a manifest that is no JSON', '{'],
  ['a manifest that is nothing', 'null'],
  ['a manifest without an entry', '{"files":{}}'],
])('%s is ManifestUnreadable', async (_what, content) => {
  const file = join(directory, 'manifest.json');
  await (content === undefined ? rm(file) : writeFile(file, content));
  await expect(verifyModule(directory)).rejects.toMatchObject({ name: 'ManifestUnreadable' });
});

test('the manifest is readable by people', async () => {
  expect(await readFile(join(directory, 'manifest.json'), 'utf8')).toContain('\n  "entry": ');
});

test('an entry that compiles passes the check', async () => {
  await checkEntry(directory);
});

test.each<[string, () => Promise<void>, RegExp]>([
  ['does not compile', () => appendFile(join(directory, 'lib/index.js'), '}'), /SyntaxError/],
  ['is not there', () => rm(join(directory, 'lib/index.js')), /ENOENT/],
])('an entry that %s is EntryBroken', async (_what, damage, message) => {
  await damage();
  await expect(checkEntry(directory)).rejects.toMatchObject({
    name: 'EntryBroken',
    message: expect.stringMatching(message),
  });
});
