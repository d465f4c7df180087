import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { type ClaimedJob, JobDirectory } from '../../src/jobs/job-directory.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let jobs: JobDirectory;

beforeEach(async () => {
  workspace = await makeWorkspace();
  jobs = await open('one');
});

afterEach(() => workspace.remove());

async function open(workerId: string): Promise<JobDirectory> {
  const directory = new JobDirectory(workspace.path('jobs'), workerId);
  await directory.open();
  return directory;
}

async function claim(directory = jobs): Promise<ClaimedJob | undefined> {
  return directory.claim(await directory.waiting());
}

async function names(directory = jobs): Promise<readonly string[]> {
  return (await directory.waiting()).map(({ name }) => name);
}

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
  expect(await names()).toEqual(['b', 'c', 'a']);
  expect(await claim()).toEqual({ name: 'b', document: { b: 1 } });
  expect(await claim()).toMatchObject({ name: 'c' });
  expect(await claim()).toMatchObject({ name: 'a' });
  expect(await claim()).toBeUndefined();
});

test('what is no .json file is no job', async () => {
  await drop('notes.txt', 10);
  await drop('.hidden.json', 10);
  await drop('.json', 10);
  await drop('a.cancel', 10);
  expect(await claim()).toBeUndefined();
});

test('each job goes to one of the workers that share a directory', async () => {
  const other = await open('two');
  for (let i = 0; i < 20; i++) await drop(`${i}.json`, i);
  const claimAll = (by: JobDirectory) => Promise.all(Array.from({ length: 20 }, () => claim(by)));
  const claimed = (await Promise.all([claimAll(jobs), claimAll(other)])).flat();
  const taken = claimed.flatMap((job) => (job ? [job.name] : []));
  expect(taken.sort()).toEqual(Array.from({ length: 20 }, (_, i) => `${i}`).sort());
});

test('a file that somebody still writes is left alone, and keeps no other job waiting', async () => {
  await drop('half.json', 0, '{"version":');
  await drop('whole.json', 0);
  expect(await claim()).toMatchObject({ name: 'whole' });
  expect(await claim()).toBeUndefined();
  expect(await names()).toEqual(['half']);
  await writeFile(workspace.path('jobs/half.json'), '{"version":"1.0"}');
  expect(await claim()).toEqual({ name: 'half', document: { version: '1.0' } });
});

test('a file that nobody has written on for a second is taken as it is', async () => {
  await drop('half.json', 2, '{"version":');
  expect(await claim()).toEqual({ name: 'half', document: undefined });
});

test('a job that the last life of the worker did not end waits again, one of another worker does not', async () => {
  const other = await open('two');
  await drop('mine.json', 20);
  await drop('theirs.json', 10);
  await claim();
  await claim(other);
  const reopened = await open('one');
  expect(await names(reopened)).toEqual(['mine']);
});

test('a job that has ended leaves nothing behind', async () => {
  await drop('file.json', 10);
  await drop('the-id.cancel', 0);
  expect(await jobs.isCancelled('the-id')).toBe(true);
  expect(await jobs.isCancelled('file')).toBe(false);
  const claimed = await claim();
  if (claimed) await jobs.remove(claimed, 'the-id');
  expect(await readdir(workspace.path('jobs'))).toEqual([]);
});

test('a directory that is emptied can be used again', async () => {
  await rm(workspace.path('jobs'), { recursive: true });
  await expect(claim()).rejects.toThrow('ENOENT');
  await mkdir(workspace.path('jobs'));
  await drop('a.json', 10);
  expect(await claim()).toMatchObject({ name: 'a' });
});
