import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { JobDirectory } from '../../src/jobs/job-directory.js';
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

function drop(file: string, text = '{}'): Promise<void> {
  return writeFile(workspace.path(`jobs/${file}`), text);
}

test('the first job by name is taken first, and once', async () => {
  await drop('c.json');
  await drop('a.json', '{"a":1}');
  await drop('b.json');
  expect(await jobs.waiting()).toEqual(['a', 'b', 'c']);
  expect(await jobs.claim()).toEqual({ name: 'a', text: '{"a":1}' });
  expect(await jobs.claim()).toMatchObject({ name: 'b' });
  expect(await jobs.claim()).toMatchObject({ name: 'c' });
  expect(await jobs.claim()).toBeUndefined();
});

test('what is no .json file is no job', async () => {
  await drop('notes.txt');
  await drop('.hidden.json');
  await drop('.json');
  await drop('a.cancel');
  expect(await jobs.claim()).toBeUndefined();
});

test('each job goes to one of the workers that share a directory', async () => {
  const other = await open('two');
  for (let i = 0; i < 20; i++) await drop(`${i}.json`);
  const claimAll = (by: JobDirectory) => Promise.all(Array.from({ length: 20 }, () => by.claim()));
  const claimed = (await Promise.all([claimAll(jobs), claimAll(other)])).flat();
  const taken = claimed.flatMap((job) => (job ? [job.name] : []));
  expect(taken.sort()).toEqual(Array.from({ length: 20 }, (_, i) => `${i}`).sort());
});

test('a job that the last life of the worker did not end waits again, one of another worker does not', async () => {
  const other = await open('two');
  await drop('mine.json');
  await drop('theirs.json');
  await jobs.claim();
  await other.claim();
  const reopened = await open('one');
  expect(await reopened.waiting()).toEqual(['mine']);
});

test('a job that has ended leaves nothing behind', async () => {
  await drop('file.json');
  await drop('the-id.cancel');
  expect(await jobs.isCancelled('the-id')).toBe(true);
  expect(await jobs.isCancelled('file')).toBe(false);
  const claimed = await jobs.claim();
  if (claimed) await jobs.remove(claimed, 'the-id');
  expect(await readdir(workspace.path('jobs'))).toEqual([]);
});

test('a job that cannot be removed stays cancelled: it would run again', async () => {
  await drop('file.json');
  await drop('the-id.cancel');
  const claimed = await jobs.claim();
  await rm(workspace.path('jobs/file.json@one'));
  await mkdir(workspace.path('jobs/file.json@one')); // which `rm` refuses
  await expect(claimed && jobs.remove(claimed, 'the-id')).rejects.toThrow('EISDIR');
  expect(await jobs.isCancelled('the-id')).toBe(true);
});

test('a directory that is emptied can be used again', async () => {
  await rm(workspace.path('jobs'), { recursive: true });
  await expect(jobs.claim()).rejects.toThrow('ENOENT');
  await mkdir(workspace.path('jobs'));
  await drop('a.json');
  expect(await jobs.claim()).toMatchObject({ name: 'a' });
});
