import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileReading } from '../../src/configuration/read-policy-file.js';
import { watchFile } from '../../src/policy/watch-file.js';

let folder = '';
const ends: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meterkit-watch-'));
});

afterEach(() => {
  for (const end of ends.splice(0)) end();
  rmSync(folder, { recursive: true });
});

/** Watches a file of the folder; `next` gives the changes that it tells of, one by one. */
function watch(name: string, known: FileReading, intervalMs = 5) {
  const told: FileReading[] = [];
  let wake = (): void => undefined;
  const changed = (reading: FileReading): void => {
    told.push(reading);
    wake();
  };
  ends.push(watchFile({ path: join(folder, name), known, changed, intervalMs }));
  return {
    next: async (): Promise<FileReading | undefined> => {
      if (told.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return told.shift();
    },
  };
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

test('tells of what an editor writes into the file, and puts in its place', async () => {
  write('p', 'one');
  const file = watch('p', { text: 'one' });
  write('p', 'two');
  expect(await file.next()).toEqual({ text: 'two' });
  write('p~', 'three');
  renameSync(join(folder, 'p~'), join(folder, 'p'));
  expect(await file.next()).toEqual({ text: 'three' });
});

test('follows the links that Kubernetes swaps', async () => {
  for (const version of ['..1', '..2']) mkdirSync(join(folder, version));
  write('..1/p', 'one');
  write('..2/p', 'two');
  symlinkSync('..1', join(folder, '..data'));
  symlinkSync('..data/p', join(folder, 'p'));
  const file = watch('p', { text: 'one' });
  symlinkSync('..2', join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  rmSync(join(folder, '..1'), { recursive: true });
  expect(await file.next()).toEqual({ text: 'two' });
});

test('tells that the file has gone, and of one that comes', async () => {
  write('p', 'one');
  const file = watch('p', { text: 'one' });
  rmSync(join(folder, 'p'));
  expect(await file.next()).toEqual({ reason: 'ENOENT' });
  mkdirSync(join(folder, 'p'));
  expect(await file.next()).toEqual({ reason: 'EISDIR' });
  rmSync(join(folder, 'p'), { recursive: true });
  write('p', 'one');
  expect(await file.next()).toEqual({ text: 'one' });
});

test('tells nothing of a file that is written again as it was', async () => {
  write('p', 'one');
  const file = watch('p', { text: 'one' });
  write('p~', 'one');
  renameSync(join(folder, 'p~'), join(folder, 'p'));
  await looked();
  write('p', 'two');
  expect(await file.next()).toEqual({ text: 'two' });
});

test('tells nothing of half a file: only what two readings in a row have found', async () => {
  write('p', 'one');
  const file = watch('p', { text: 'one' }, 200);
  write('p', 'ha');
  setTimeout(() => write('p', 'half and half'), 300); // between the first reading and the second
  expect(await file.next()).toEqual({ text: 'half and half' });
});

test('hears of one change after the other, and of none when it has ended', async () => {
  write('p', 'one');
  let running = 0;
  let most = 0;
  const changed = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await looked();
    running--;
  };
  const end = watchFile({
    path: join(folder, 'p'),
    known: { text: 'one' },
    changed,
    intervalMs: 1,
  });
  write('p', 'two');
  while (running === 0) await looked();
  write('p', 'three');
  await looked();
  end();
  expect(most).toBe(1);
  while (running > 0) await looked();
  write('p', 'four');
  await looked();
  expect(running).toBe(0);
});

/** A few readings later. */
function looked(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
