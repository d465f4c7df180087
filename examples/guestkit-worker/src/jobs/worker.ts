import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkerMetrics } from '@meterkit/meters/worker';
import type { Handler } from '../handlers/handler.js';
import type { ClaimedJob, JobDirectory } from './job-directory.js';
import { type JobLimits, limitJob } from './job-limits.js';
import { resultText } from './job-result.js';
import { runTask } from './run-task.js';
import { type Task, taskOf, UNKNOWN } from './task.js';
import { writeAtomically } from './write-atomically.js';

export interface WorkerOptions {
  readonly id: string;
  readonly pool: string;
  readonly jobs: JobDirectory;
  /** By operation. */
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly resultsDirectory: string;
  /** For each job, if its deadline is not earlier. */
  readonly timeoutMs: number;
  readonly log: (message: string) => void;
}

interface Running {
  readonly id: string;
  readonly cancel: JobLimits['cancel'];
  readonly end: Promise<void>;
}

/** How often the directory is looked at for jobs, how many wait, and whether one is cancelled. */
const POLL_MS = 100;
const CANCELLED = 'there was a cancel file';
const STOPPED = 'the worker was stopped';

/** Takes one job after the other from a directory. For more at a time there can be more workers. */
export class Worker {
  readonly #metrics: WorkerMetrics;
  readonly #options: WorkerOptions;
  #ended: Promise<void> | undefined;
  #running: Running | undefined;
  #stopping = false;
  #hurrying = false;
  #problem: string | undefined;

  constructor(metrics: WorkerMetrics, options: WorkerOptions) {
    this.#metrics = metrics;
    this.#options = options;
    // At zero, so that the first failure is an increase.
    for (const operation of [...options.handlers.keys(), UNKNOWN]) {
      metrics.jobs.add(0, { operation, status: 'failed' });
    }
    for (const { name } of options.handlers.values()) {
      metrics.handlerExecutions.add(0, { handler: name, status: 'error' });
    }
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** Why the directory could not be worked on when it was last looked at. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Takes no more jobs, and cancels the one that still runs after `graceMs`. Resolves when none runs. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    const timer = setTimeout(() => {
      this.#hurrying = true;
      this.#running?.cancel(STOPPED);
    }, graceMs);
    await this.#ended;
    clearTimeout(timer);
  }

  async #run(): Promise<void> {
    while (!this.#stopping || this.#running !== undefined) {
      try {
        await this.#look();
        this.#problem = undefined;
      } catch (error) {
        if (this.#problem !== String(error)) this.#options.log(String(error));
        this.#problem = String(error);
      }
      await Promise.race([sleep(POLL_MS), ...(this.#running ? [this.#running.end] : [])]);
    }
  }

  async #look(): Promise<void> {
    const { jobs } = this.#options;
    const claimed = this.#running ? undefined : await jobs.claim();
    try {
      this.#metrics.recordQueueDepth((await jobs.waiting()).length);
    } finally {
      if (claimed !== undefined) this.#running = this.#begin(claimed); // it is ours, whatever else fails
    }
    const running = this.#running;
    if (running && (await jobs.isCancelled(running.id))) running.cancel(CANCELLED);
  }

  #begin(claimed: ClaimedJob): Running {
    const { handlers, timeoutMs, log } = this.#options;
    const task = taskOf(claimed, handlers);
    const limits = limitJob(task.deadline, timeoutMs);
    if (this.#hurrying) limits.cancel(STOPPED);
    const end = this.#finish(claimed, task, limits)
      .catch((error) => log(`job ${task.id}: ${error}`)) // it stays claimed, and is run again after a restart
      .finally(() => {
        limits.clear();
        this.#running = undefined;
      });
    return { id: task.id, cancel: limits.cancel, end };
  }

  async #finish(claimed: ClaimedJob, task: Task, { signal, cancel }: JobLimits): Promise<void> {
    const { id, pool, jobs, resultsDirectory, log } = this.#options;
    const startedAt = new Date();
    if (await jobs.isCancelled(task.id)) cancel(CANCELLED);
    const context = { jobId: task.id, signal, jobsDirectory: jobs.path, resultsDirectory };
    const outcome = await runTask(this.#metrics, task, context);
    const text = resultText({
      version: '1.0',
      jobId: task.id,
      operation: task.operation,
      ...outcome,
      startedAt,
      finishedAt: new Date(),
      worker: { id, pool },
    });
    await writeAtomically(resultsDirectory, `${task.id}.json`, text);
    await jobs.remove(claimed, task.id);
    const why = outcome.error ? `: ${outcome.error.message}` : '';
    log(`job ${task.id} (${task.operation}) ${outcome.status}${why}`);
  }
}
