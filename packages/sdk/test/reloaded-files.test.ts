import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReloadedFiles } from '../src/reloaded-files.js';
import { removeFolders, replaceFile, temporaryFolder } from './temporary-folder.js';

afterEach(removeFolders);

function reloaded(...texts: readonly string[]) {
  const folder = temporaryFolder();
  const paths = texts.map((text, i) => {
    const path = join(folder, `${i}`);
    writeFileSync(path, text);
    return path;
  });
  const problems: string[] = [];
  const make = (read: readonly string[]): string => {
    if (read.includes('broken')) throw new Error('it is broken');
    return read.join('+');
  };
  const files = new ReloadedFiles(paths, make, (problem) => problems.push(problem));
  return { files, path: (i: number) => paths[i] ?? '', problems };
}

test('a value is made at once, and anew when a file has changed', async () => {
  const { files, path, problems } = reloaded('a', 'b');
  expect(files.value).toBe('a+b');
  expect(await files.refresh()).toBe(false);
  replaceFile(path(1), 'c');
  expect(await files.refresh()).toBe(true);
  expect(files.value).toBe('a+c');
  writeFileSync(path(0), 'd');
  expect(await files.refresh()).toBe(true);
  expect([files.value, problems]).toEqual(['d+c', []]);
});

test('what cannot be used changes nothing and is told once', async () => {
  const { files, path, problems } = reloaded('a');
  writeFileSync(path(0), 'broken');
  expect(await files.refresh()).toBe(false);
  expect(await files.refresh()).toBe(false);
  expect([files.value, problems]).toEqual(['a', ['Error: it is broken']]);
  writeFileSync(path(0), 'b');
  expect(await files.refresh()).toBe(true);
  writeFileSync(path(0), 'broken');
  await files.refresh();
  expect(problems).toHaveLength(2);
});

test('a file that goes changes nothing and is told once, each time that it goes', async () => {
  const { files, path, problems } = reloaded('a');
  for (const times of [1, 2]) {
    rmSync(path(0));
    await files.refresh();
    await files.refresh();
    expect(files.value).toBe('a');
    expect(problems).toHaveLength(times);
    expect(problems.at(-1)).toMatch(/ENOENT/);
    writeFileSync(path(0), 'a');
    expect(await files.refresh()).toBe(false);
  }
});

test('there is no value before there was a file that can be used', async () => {
  const { files, path, problems } = reloaded('broken');
  expect([files.value, problems]).toEqual([undefined, ['Error: it is broken']]);
  writeFileSync(path(0), 'a');
  expect(await files.refresh()).toBe(true);
  expect(files.value).toBe('a');
});
