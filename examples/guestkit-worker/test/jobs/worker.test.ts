import { EventEmitter, on, once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStore, type Store } from '@meterkit/instruments';
import { WorkerMetrics } from '@meterkit/meters/worker';
import { type DroppedJob, dropJob } from '../../src/demo/drop-job.js';
import type { Handler } from '../../src/handlers/handler.js';
import { JobDirectory } from '../../src/jobs/job-directory.js';
import { Worker } from '../../src/jobs/worker.js';
import { samplesIn } from '../samples.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

/** Emits `log` with each message of the worker, `look` when it looks for a job, and `waiting` when the puppet waits. */
let events: EventEmitter;
/** The worker waits for it before it takes a job. */
let gate: Promise<void>;
let workspace: Workspace;
let store: Store;
let worker: Worker;

class GatedDirectory extends JobDirectory {
  override async claim() {
    events.emit('look');
    await gate;
    return super.claim();
  }
}

/** Does what its job says. */
const puppet: Handler = {
  name: 'puppet',
  run: async (data, { signal, diskRead, diskWritten, checksumVerified }) => {
    const { does } = data as { does: string }; // as drop() makes it
    if (does === 'throw') throw new TypeError('crashed');
    if (does === 'throw nothing') throw undefined;
    if (does === 'wait') {
      events.emit('waiting');
      await once(signal, 'abort');
      throw signal.reason;
    }
    diskRead(300);
    diskWritten(20);
    checksumVerified('skipped');
    return { aNumber: 1 };
  },
};

beforeEach(async () => {
  events = new EventEmitter();
  gate = Promise.resolve();
  workspace = await makeWorkspace();
  await mkdir(workspace.path('results'));
});

afterEach(async () => {
  await worker.stop(0);
  await workspace.remove();
});

async function start(timeoutMs = 60_000): Promise<void> {
  store = createStore();
  const jobs = new GatedDirectory(workspace.path('jobs'), 'one');
  await jobs.open();
  worker = new Worker({
    metrics: new WorkerMetrics({ store, namespace: 'guestkit' }),
    workerId: 'one',
    pool: 'tests',
    jobs,
    handlers: new Map([['test.puppet', puppet]]),
    resultsDirectory: workspace.path('results'),
    timeoutMs,
    log: (message) => events.emit('log', message),
  });
  worker.start();
}

async function drop(id: string, does: string, more: Partial<DroppedJob> = {}): Promise<void> {
  await dropJob(workspace.path('jobs'), { id, operation: 'test.puppet', data: { does }, ...more });
}

/** Waits for a message that begins so, from the call on. */
async function logged(start: string): Promise<string> {
  for await (const [message] of on(events, 'log')) if (message.startsWith(start)) return message;
  return '';
}

/** Drops a job and waits for its result. */
async function run(id: string, does: string, more?: Partial<DroppedJob>) {
  const end = logged(`job ${id}`);
  await drop(id, does, more);
  await end;
  return resultOf(id);
}

async function resultOf(id: string) {
  return JSON.parse(await readFile(workspace.path(`results/${id}.json`), 'utf8'));
}

/** How a job was counted. */
function counted(status: string, operation = 'test.puppet'): Readonly<Record<string, number>> {
  const labels = `{operation="${operation}",status="${status}"}`;
  return {
    [`guestkit_worker_jobs_total${labels}`]: 1,
    [`guestkit_worker_jobs_duration_seconds_count${labels}`]: 1,
  };
}

function handled(status: 'success' | 'error'): Readonly<Record<string, number>> {
  const labels = `{handler="puppet",status="${status}"}`;
  return {
    [`guestkit_handler_executions_total${labels}`]: 1,
    [`guestkit_handler_duration_seconds_count${labels}`]: 1,
  };
}

test('a job that is completed is counted, with what its handler did, and its result is written', async () => {
  await start();
  expect(await run('good', 'work')).toEqual({
    version: '1.0',
    job_id: 'good',
    operation: 'test.puppet',
    status: 'completed',
    result: { aNumber: 1 },
    started_at: expect.stringMatching(/^\d{4}-.*Z$/),
    finished_at: expect.stringMatching(/^\d{4}-.*Z$/),
    worker: { id: 'one', pool: 'tests' },
  });
  expect(samplesIn(store)).toEqual({
    ...counted('completed'),
    ...handled('success'),
    'guestkit_checksum_verifications_total{status="skipped"}': 1,
    'guestkit_worker_disk_read_bytes_total{}': 300,
    'guestkit_worker_disk_write_bytes_total{}': 20,
  });
  expect(await readdir(workspace.path('results'))).toEqual(['good.json']);
  expect(await readdir(workspace.path('jobs'))).toEqual([]);
});

test.each([
  ['an error', 'throw', { name: 'TypeError', message: 'crashed' }],
  ['nothing', 'throw nothing', { name: 'Error', message: 'undefined' }],
])('a handler that throws %s is one failed job and one error', async (_name, does, error) => {
  await start();
  expect(await run('bad', does)).toMatchObject({ status: 'failed', error });
  expect(samplesIn(store)).toEqual({ ...counted('failed'), ...handled('error') });
});

test('an operation that nobody handles is a failed job of operation "unknown"', async () => {
  await start();
  const result = await run('odd', 'work', { operation: 'test.typo' });
  expect(result).toMatchObject({ operation: 'unknown', error: { name: 'UnknownOperation' } });
  expect(samplesIn(store)).toEqual(counted('failed', 'unknown'));
});

test('what is no job is a failed one that has the name of its file', async () => {
  await start();
  const end = logged('job odd');
  await writeFile(workspace.path('jobs/odd.json'), '{}');
  await end;
  expect(await resultOf('odd')).toMatchObject({ job_id: 'odd', error: { name: 'InvalidJob' } });
  expect(samplesIn(store)).toEqual(counted('failed', 'unknown'));
});

test('a job that takes longer than the worker allows is a timeout', async () => {
  await start(300);
  const { status, error } = await run('slow', 'wait');
  expect({ status, error }).toEqual({
    status: 'timeout',
    error: { name: 'TimeoutError', message: expect.stringContaining('the job had until ') },
  });
  expect(samplesIn(store)).toEqual({ ...counted('timeout'), ...handled('error') });
});

test('a job that comes to its deadline is a timeout', async () => {
  await start();
  const deadline = new Date(Date.now() + 1000);
  const { error } = await run('slow', 'wait', { deadline });
  expect(error.message).toBe(`the job had until ${deadline.toISOString()}`);
  expect(samplesIn(store)).toEqual({ ...counted('timeout'), ...handled('error') });
});

test('a job whose deadline is over is a timeout, and its handler is not called', async () => {
  await start();
  await run('late', 'work', { deadline: new Date(0) });
  expect(samplesIn(store)).toEqual(counted('timeout'));
});

test('a job that runs is cancelled by its file', async () => {
  await start();
  const waiting = once(events, 'waiting');
  const result = run('unwanted', 'wait');
  await waiting;
  expect(samplesIn(store)).toEqual({ 'guestkit_worker_active_jobs{}': 1 });
  await writeFile(workspace.path('jobs/unwanted.cancel'), '');
  expect(await result).toMatchObject({ status: 'cancelled', error: { name: 'AbortError' } });
  expect(samplesIn(store)).toEqual({ ...counted('cancelled'), ...handled('error') });
});

test('a job that waits is cancelled by its file, and its handler is not called', async () => {
  await mkdir(workspace.path('jobs'));
  await writeFile(workspace.path('jobs/unwanted.cancel'), '');
  await drop('unwanted', 'work');
  const end = logged('job unwanted');
  await start();
  await end;
  expect(await resultOf('unwanted')).toMatchObject({ status: 'cancelled' });
  expect(samplesIn(store)).toEqual(counted('cancelled'));
});

test('the jobs behind the one that runs are the depth of the queue', async () => {
  await start();
  const waiting = once(events, 'waiting');
  await drop('first', 'wait');
  await waiting;
  await drop('second', 'work');
  await drop('third', 'work');
  await gaugeIs('guestkit_worker_queue_depth{}', 2);
  const end = logged('job third');
  await writeFile(workspace.path('jobs/first.cancel'), '');
  await end;
  await gaugeIs('guestkit_worker_queue_depth{}', undefined);
});

/** The worker looks at the directory ten times a second, and says nothing when it has. */
async function gaugeIs(sample: string, value: number | undefined): Promise<void> {
  while (samplesIn(store)[sample] !== value) await sleep(10);
}

test('a worker that is stopped ends its job and takes no other', async () => {
  await start();
  const waiting = once(events, 'waiting');
  await drop('running', 'wait');
  await waiting;
  await drop('next', 'work');
  const stopped = worker.stop(60_000);
  await writeFile(workspace.path('jobs/running.cancel'), '');
  await stopped;
  const error = { message: 'there was a cancel file' };
  expect(await resultOf('running')).toMatchObject({ status: 'cancelled', error });
  expect(await readdir(workspace.path('jobs'))).toContain('next.json');
});

test('a worker that is stopped in a hurry cancels its job', async () => {
  await start();
  const waiting = once(events, 'waiting');
  await drop('running', 'wait');
  await waiting;
  await worker.stop(0);
  const error = { message: 'the worker was stopped' };
  expect(await resultOf('running')).toMatchObject({ status: 'cancelled', error });
});

test('a hurry that comes later than the stop cancels the job too', async () => {
  await start();
  const waiting = once(events, 'waiting');
  await drop('running', 'wait');
  await waiting;
  await Promise.all([worker.stop(60_000), worker.stop(0)]);
  expect(await resultOf('running')).toMatchObject({ status: 'cancelled' });
});

test('a job that is being taken when the hurry begins is cancelled too', async () => {
  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  const look = once(events, 'look');
  await start();
  await drop('taken', 'wait');
  await look;
  const stopped = worker.stop(0);
  open();
  await stopped;
  expect(await resultOf('taken')).toMatchObject({ status: 'cancelled' });
  expect(samplesIn(store)).toEqual(counted('cancelled'));
});

test('a job that the last life of the worker began is run again', async () => {
  const jobs = new JobDirectory(workspace.path('jobs'), 'one');
  await jobs.open();
  await drop('again', 'work');
  await jobs.claim();
  const end = logged('job again');
  await start();
  await end;
  expect(await resultOf('again')).toMatchObject({ status: 'completed' });
});

test('a directory that is gone is told, and worked on when it is back', async () => {
  await start();
  const problem = logged('Error: ENOENT');
  await rm(workspace.path('jobs'), { recursive: true });
  expect(await problem).toMatch(/jobs/);
  await mkdir(workspace.path('jobs'));
  expect(await run('good', 'work')).toMatchObject({ status: 'completed' });
});

test('a result that cannot be written is told, and the worker goes on', async () => {
  await start();
  await mkdir(workspace.path('results/lost.json'));
  const lost = logged('Error: ');
  await drop('lost', 'work');
  expect(await lost).toMatch(/(EISDIR|ENOTEMPTY|EEXIST).*lost\.json/);
  expect(await run('good', 'work')).toMatchObject({ status: 'completed' });
});

test('a cancelled job whose result could not be written is cancelled in the next life too', async () => {
  await start();
  await mkdir(workspace.path('results/lost.json')); // in the way
  await writeFile(workspace.path('jobs/lost.cancel'), '');
  const lost = logged('Error: ');
  await drop('lost', 'work');
  await lost;
  await worker.stop(0);
  await rm(workspace.path('results/lost.json'), { recursive: true });
  const end = logged('job lost');
  await start();
  await end;
  expect(await resultOf('lost')).toMatchObject({ status: 'cancelled' });
  expect(await readdir(workspace.path('jobs'))).toEqual([]);
});
