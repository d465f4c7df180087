import { createStore, type Store } from '@meterkit/instruments';
import { type JobContext, WorkerMetrics } from '../../src/worker/index.js';
import { seriesOf } from '../series-of.js';

const labels = { operation: 'guestkit.inspect' } as const;

let store: Store;
let metrics: WorkerMetrics;

beforeEach(() => {
  store = createStore();
  metrics = new WorkerMetrics({ store });
});

/** A histogram of this sum with one record, in the bucket of this number. */
const once = (bucket: number, sum: unknown) => {
  const cells: unknown[] = Array(13).fill(0);
  cells[bucket] = 1;
  return [...cells, sum];
};

test.each<[string, () => void, Readonly<Record<string, unknown>>]>([
  ['recordJobStarted', () => metrics.recordJobStarted(), { 'worker.active_jobs{}': 1 }],
  [
    'recordJobEnded',
    () => {
      metrics.recordJobStarted();
      metrics.recordJobEnded({ ...labels, status: 'timeout' }, 3);
    },
    {
      'worker.jobs{operation=guestkit.inspect,status=timeout}': 1,
      'worker.jobs.duration{operation=guestkit.inspect,status=timeout}': once(2, 3),
    },
  ],
  [
    'recordHandlerExecuted',
    () => metrics.recordHandlerExecuted({ handler: 'echo', status: 'error' }, 0.5),
    {
      'handler.executions{handler=echo,status=error}': 1,
      'handler.duration{handler=echo,status=error}': once(0, 0.5),
    },
  ],
  [
    'recordChecksumVerified',
    () => metrics.recordChecksumVerified({ status: 'skipped' }),
    { 'checksum.verifications{status=skipped}': 1 },
  ],
  ['recordDiskRead', () => metrics.recordDiskRead(512), { 'worker.disk.read{}': 512 }],
  ['recordDiskWritten', () => metrics.recordDiskWritten(64), { 'worker.disk.write{}': 64 }],
  ['recordQueueDepth', () => metrics.recordQueueDepth(9), { 'worker.queue.depth{}': 9 }],
])('%s', (_name, record, expected) => {
  record();
  expect(seriesOf(store)).toEqual(expected);
});

describe('track', () => {
  const abort = new AbortController();
  abort.abort();
  test.each<[string, () => unknown, string]>([
    ['returns', () => 7, 'completed'],
    ['throws', () => raise(new RangeError('no')), 'failed'],
    ['throws nothing', () => raise(undefined), 'failed'],
    ['throws what throws when asked', () => raise(hostileError()), 'failed'],
    ['runs out of time', () => raise(named('TimeoutError')), 'timeout'],
    ['is aborted', () => abort.signal.throwIfAborted(), 'cancelled'],
  ])('a job that %s', async (_what, fn, status) => {
    for (const run of [fn, async () => fn()]) {
      try {
        await metrics.track(labels, run);
      } catch {
        // whether the error is the same is another test
      }
    }
    const series = `operation=guestkit.inspect,status=${status}`;
    expect(seriesOf(store)).toEqual({
      [`worker.jobs{${series}}`]: 2,
      [`worker.jobs.duration{${series}}`]: [2, ...Array(12).fill(0), expect.any(Number)],
    });
  });

  test('a job is active until its promise settles', async () => {
    let finish = () => {};
    const run = metrics.track(labels, () => new Promise<void>((resolve) => (finish = resolve)));
    expect(seriesOf(store)).toEqual({ 'worker.active_jobs{}': 1 });
    finish();
    await run;
    expect(seriesOf(store)).toMatchObject({
      'worker.jobs{operation=guestkit.inspect,status=completed}': 1,
    });
    expect(seriesOf(store)).not.toHaveProperty(['worker.active_jobs{}']);
  });

  test('the status of a failure is what the option says of it, failed when it says nothing', () => {
    const status = (error: unknown) =>
      (error as Error).message === 'late' ? 'timeout' : undefined;
    for (const message of ['late', 'broken'])
      expect(() => metrics.track(labels, () => raise(new Error(message)), { status })).toThrow(
        message,
      );
    expect(seriesOf(store)).toMatchObject({
      'worker.jobs{operation=guestkit.inspect,status=timeout}': 1,
      'worker.jobs{operation=guestkit.inspect,status=failed}': 1,
    });
  });

  test('the result and the error are those of the function', async () => {
    const error = new Error('no');
    expect(metrics.track(labels, () => 7)).toBe(7);
    await expect(metrics.track(labels, () => Promise.reject(error))).rejects.toBe(error);
  });
});

describe('the context', () => {
  test('handlers tell what they do through it', async () => {
    await metrics.track(labels, (job) =>
      job.trackHandler(
        { handler: 'inspect' },
        async ({ checksumVerified, diskRead, diskWritten }) => {
          checksumVerified('success');
          diskRead(4096);
          diskWritten(100);
        },
      ),
    );
    const duration = [1, ...Array(12).fill(0), expect.any(Number)];
    expect(seriesOf(store)).toEqual({
      'worker.jobs{operation=guestkit.inspect,status=completed}': 1,
      'worker.jobs.duration{operation=guestkit.inspect,status=completed}': duration,
      'handler.executions{handler=inspect,status=success}': 1,
      'handler.duration{handler=inspect,status=success}': duration,
      'checksum.verifications{status=success}': 1,
      'worker.disk.read{}': 4096,
      'worker.disk.write{}': 100,
    });
  });

  test('a handler that throws is an error, and so is a promise of it that rejects', async () => {
    const fail = (_job: JobContext) => raise(new Error('no'));
    expect(() => metrics.trackHandler({ handler: 'echo' }, fail)).toThrow('no');
    const rejected = metrics.trackHandler({ handler: 'echo' }, async (job) => fail(job));
    await expect(rejected).rejects.toThrow('no');
    expect(seriesOf(store)).toMatchObject({ 'handler.executions{handler=echo,status=error}': 2 });
  });
});

test('every status of an operation is there from its first job on', () => {
  metrics.track(labels, () => {});
  expect(store.families().find(({ name }) => name === 'worker.jobs')?.live).toBe(4);
});

test('the end has the labels of the start, whatever becomes of the object', () => {
  const changing: { operation: string } = { ...labels };
  metrics.track(changing, () => (changing.operation = 'system.echo'));
  expect(seriesOf(store)).toMatchObject({
    'worker.jobs{operation=guestkit.inspect,status=completed}': 1,
  });
});

test.each([undefined, null, 'echo'])('%p for labels throws nowhere', (given) => {
  const wrong = given as never; // what the compiler would refuse
  metrics.recordJobEnded(wrong, 1);
  metrics.recordHandlerExecuted(wrong, 1);
  metrics.recordChecksumVerified(wrong);
  metrics.recordDiskRead(wrong);
  expect(metrics.track(wrong, () => 7, null as never)).toBe(7);
  expect(metrics.trackHandler(wrong, () => 8)).toBe(8);
});

test('a status outside the closed set does not compile', () => {
  // @ts-expect-error the set of statuses is closed
  metrics.recordJobEnded({ ...labels, status: 'done' }, 1);
  // @ts-expect-error the operation is missing
  metrics.track({}, () => {});
});

function raise(error: unknown): never {
  throw error;
}

function named(name: string): Error {
  return Object.assign(new Error('no'), { name });
}

function hostileError(): object {
  return Object.defineProperty({}, 'name', { get: () => raise(new Error('getter')) });
}
