import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { type JobDirectory, openJobDirectory } from '../../src/jobs/job-directory.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let jobs: JobDirectory;

beforeEach(async () => {
  workspace = await makeWorkspace();
  jobs = await openJobDirectory(workspace.path('jobs'), 'one');
});

afterEach(() => workspace.remove());

/** Drops a file that was last changed so many seconds ago. */
async function drop(file: string, agoSeconds: number, text = '{}'): Promise<void> {
  const path = workspace.path(`jobs/${file}`);
  await writeFile(path, text);
  await utimes(path, Date.now() / 1000, Date.now() / 1000 - agoSeconds);
}

test('the job that waits longest is taken first, and once', async () => {
  await drop('a.json', 10);
  await drop('b.json', 30, '{"b":1}');
  await drop('c.json', 20);
  expect(await jobs.waiting()).toEqual(['b', 'c', 'a']);
  expect(await jobs.claim()).toEqual({ name: 'b', text: '{"b":1}' });
  expect(await jobs.claim()).toMatchObject({ name: 'c' });
  expect(await jobs.claim()).toMatchObject({ name: 'a' });
  expect(await jobs.claim()).toBeUndefined();
});

test('what is no .json file is no job', async () => {
  await drop('notes.txt', 10);
  await drop('.hidden.json', 10);
  await drop('.json', 10);
  await drop('a.cancel', 10);
  expect(await jobs.claim()).toBeUndefined();
});

test('each job goes to one of the workers that share a directory', async () => {
  const other = await openJobDirectory(workspace.path('jobs'), 'two');
  for (let i = 0; i < 20; i++) await drop(`${i}.json`, i);
  const claim = (directory: JobDirectory) => Promise.all(Array(20).fill(0).map(directory.claim));
  const claimed = (await Promise.all([claim(jobs), claim(other)])).flat();
  const names = claimed.flatMap((job) => (job ? [job.name] : []));
  expect(names.sort()).toEqual(Array.from({ length: 20 }, (_, i) => `${i}`).sort());
});

test('a file that somebody still writes is left alone, and keeps no other job waiting', async () => {
  await drop('half.json', 0, '{"version":');
  await drop('whole.json', 0);
  expect(await jobs.claim()).toMatchObject({ name: 'whole' });
  expect(await jobs.claim()).toBeUndefined();
  expect(await jobs.waiting()).toEqual(['half']);
  await writeFile(workspace.path('jobs/half.json'), '{"version":"1.0"}');
  expect(await jobs.claim()).toEqual({ name: 'half', text: '{"version":"1.0"}' });
});

test('a file that nobody has written on for a second is taken as it is', async () => {
  await drop('half.json', 2, '{"version":');
  expect(await jobs.claim()).toEqual({ name: 'half', text: '{"version":' });
});

test('a job that the last life of the worker did not end waits again, one of another worker does not', async () => {
  const other = await openJobDirectory(workspace.path('jobs'), 'two');
  await drop('mine.json', 20);
  await drop('theirs.json', 10);
  await jobs.claim();
  await other.claim();
  const reopened = await openJobDirectory(workspace.path('jobs'), 'one');
  expect(await reopened.waiting()).toEqual(['mine']);
});

test('a job that has ended leaves nothing behind', async () => {
  await drop('file.json', 10);
  await drop('the-id.cancel', 0);
  expect(await jobs.isCancelled('the-id')).toBe(true);
  expect(await jobs.isCancelled('file')).toBe(false);
  const claimed = await jobs.claim();
  if (claimed) await jobs.remove(claimed, 'the-id');
  expect(await readdir(workspace.path('jobs'), { recursive: true })).toEqual([
    '.claimed',
    '.claimed/one',
  ]);
});

test('a directory that is emptied can be used again', async () => {
  await rm(workspace.path('jobs'), { recursive: true });
  await expect(jobs.claim()).rejects.toThrow('ENOENT');
  await mkdir(workspace.path('jobs'));
  await drop('a.json', 10);
  expect(await jobs.claim()).toMatchObject({ name: 'a' });
});
