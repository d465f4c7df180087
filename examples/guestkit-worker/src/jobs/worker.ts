import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobContext, WorkerMetrics } from '@meterkit/meters/worker';
import type { Handler } from '../handlers/handler.js';
import type { Settings } from '../settings.js';
import { type Job, JobError, parseJob } from './job.js';
import type { ClaimedJob, JobDirectory } from './job-directory.js';
import { writeAtomically } from './write-atomically.js';

export interface WorkerOptions
  extends Pick<Settings, 'workerId' | 'pool' | 'resultsDirectory' | 'timeoutMs'> {
  readonly metrics: WorkerMetrics;
  readonly jobs: JobDirectory;
  /** By operation. */
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly log: (message: string) => void;
}

/** The operation of what is none of ours: what people type is no label. */
export const UNKNOWN = 'unknown';
/** How often the directory is looked at: for a job, and while one runs for a reason to end it. */
const POLL_MS = 100;
/** Until a directory that could not be read or written is tried again. */
const RETRY_MS = 1000;

/** Takes one job after the other from a directory. For more at a time there can be more workers. */
export class Worker {
  readonly #options: WorkerOptions;
  #ended: Promise<void> | undefined;
  #stopAtMs = Infinity;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** Takes no more jobs, and cancels the one that still runs after `graceMs`. Resolves when none runs. */
  async stop(graceMs: number): Promise<void> {
    this.#stopAtMs = Math.min(this.#stopAtMs, Date.now() + graceMs);
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { jobs, log } = this.#options;
    let problem = '';
    while (this.#stopAtMs === Infinity) {
      try {
        const claimed = await jobs.claim();
        await this.#recordQueueDepth();
        await (claimed ? this.#work(claimed) : sleep(POLL_MS));
        problem = '';
      } catch (error) {
        if (problem !== String(error)) log(String(error)); // a job that was taken stays so, and is run again after a restart
        problem = String(error);
        await sleep(RETRY_MS);
      }
    }
  }

  /** Never rejects: what is wrong with the directory is told when a job is looked for. */
  #recordQueueDepth(): Promise<void> {
    const { metrics, jobs } = this.#options;
    return jobs.waiting().then(
      (names) => metrics.recordQueueDepth(names.length),
      () => {},
    );
  }

  /** Runs what was taken, and writes its result. What is no job fails, by the name of its file. */
  async #work(claimed: ClaimedJob): Promise<void> {
    const { workerId, pool, metrics, jobs, handlers, resultsDirectory, log } = this.#options;
    const startedAt = new Date();
    const parsed = parseJob(claimed.text);
    const job = await parsed.catch(() => ({ job_id: claimed.name, operation: UNKNOWN }));
    const id = job.job_id;
    const operation = handlers.has(job.operation) ? job.operation : UNKNOWN;
    const outcome = await metrics
      // Active, then counted by its status, and the duration: `track` records them by itself.
      .track({ operation }, async (recording) => this.#handle(await parsed, recording))
      .then((result) => ({ status: 'completed', result }), failure);
    const result = {
      version: '1.0',
      job_id: id,
      operation,
      ...outcome,
      started_at: startedAt,
      finished_at: new Date(),
      worker: { id: workerId, pool },
    };
    const text = `${JSON.stringify(result, null, 2)}\n`;
    await writeAtomically(join(resultsDirectory, `${id}.json`), text);
    await jobs.remove(claimed, id);
    const why = 'error' in outcome ? `: ${outcome.error.message}` : '';
    log(`job ${id} (${operation}) ${outcome.status}${why}`);
  }

  /** Calls the handler of a job, and aborts its signal when the job has to end. */
  async #handle(job: Job, recording: JobContext): Promise<object> {
    const { jobs, handlers, resultsDirectory, timeoutMs } = this.#options;
    const { job_id: jobId, operation, deadline, payload } = job;
    const handler = handlers.get(operation);
    if (handler === undefined) {
      const rule = `expected one of ${[...handlers.keys()].join(', ')}`;
      throw new JobError('UnknownOperation', `operation: ${rule}, got "${operation}"`);
    }
    const controller = new AbortController();
    const { signal } = controller;
    const dueMs = Math.min(Date.now() + timeoutMs, deadline?.getTime() ?? Infinity);
    await this.#abortIfDue(jobId, dueMs, controller);
    signal.throwIfAborted();
    const watch = setInterval(() => {
      void this.#abortIfDue(jobId, dueMs, controller);
      void this.#recordQueueDepth();
    }, POLL_MS);
    const context = { ...recording, jobId, signal, jobsDirectory: jobs.path, resultsDirectory };
    try {
      return await recording.trackHandler({ handler: handler.name }, () =>
        handler.run(payload.data, context),
      );
    } finally {
      clearInterval(watch);
    }
  }

  /** By the errors that the platform has for it, which is how `track` tells timeouts and cancellations from failures. */
  async #abortIfDue(jobId: string, dueMs: number, controller: AbortController): Promise<void> {
    const abort = (name: 'TimeoutError' | 'AbortError', message: string) =>
      controller.abort(new DOMException(message, name));
    if (Date.now() >= this.#stopAtMs) abort('AbortError', 'the worker was stopped');
    if (Date.now() >= dueMs)
      abort('TimeoutError', `the job had until ${new Date(dueMs).toISOString()}`);
    if (await this.#options.jobs.isCancelled(jobId)) abort('AbortError', 'there was a cancel file');
  }
}

/** As `track` counts them. */
const STATUSES: Readonly<Record<string, string>> = {
  TimeoutError: 'timeout',
  AbortError: 'cancelled',
};

function failure(error: unknown) {
  const { name = 'Error', message = String(error) } = (error ?? {}) as Partial<Error>; // handlers may throw anything
  return { status: STATUSES[name] ?? 'failed', error: { name, message } };
}
