import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkerMetrics } from '@meterkit/meters/worker';
import type { Handler } from '../handlers/handler.js';
import type { Settings } from '../settings.js';
import type { ClaimedJob, JobDirectory } from './job-directory.js';
import { runTask, type Task, taskOf, UNKNOWN } from './task.js';
import { writeAtomically } from './write-atomically.js';

export interface WorkerOptions
  extends Pick<Settings, 'workerId' | 'pool' | 'resultsDirectory' | 'timeoutMs'> {
  readonly jobs: JobDirectory;
  /** By operation. */
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly log: (message: string) => void;
}

interface Running {
  readonly task: Task;
  readonly startedAt: Date;
  readonly controller: AbortController;
}

/** How often the directory is looked at for jobs, and the job that runs for a reason to end it. */
const POLL_MS = 100;

/** Takes one job after the other from a directory. For more at a time there can be more workers. */
export class Worker {
  readonly #metrics: WorkerMetrics;
  readonly #options: WorkerOptions;
  #ended: Promise<void> | undefined;
  /** Until its result is written. */
  #running: (Running & { readonly end: Promise<void> }) | undefined;
  #stopAtMs = Infinity;
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
    this.#stopAtMs = Math.min(this.#stopAtMs, Date.now() + graceMs);
    await this.#ended;
  }

  async #run(): Promise<void> {
    while (this.#stopAtMs === Infinity || this.#running) {
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
    const { jobs, handlers } = this.#options;
    if (this.#running) await this.#abortIfDue(this.#running);
    const waiting = await jobs.waiting();
    const claimed = this.#running ? undefined : await jobs.claim(waiting);
    this.#metrics.recordQueueDepth(waiting.length - (claimed ? 1 : 0));
    if (claimed === undefined) return;
    const task = taskOf(claimed, handlers);
    const running = { task, startedAt: new Date(), controller: new AbortController() };
    this.#running = { ...running, end: this.#work(claimed, running) };
  }

  /** Deadlines, cancel files and the end of the worker are all looked for at the same pace. */
  async #abortIfDue({ task, startedAt, controller }: Running): Promise<void> {
    const { jobs, timeoutMs } = this.#options;
    const abort = (name: 'TimeoutError' | 'AbortError', message: string) =>
      controller.abort(new DOMException(message, name));
    const now = Date.now();
    const { id, deadline } = task;
    if (now >= this.#stopAtMs) abort('AbortError', 'the worker was stopped');
    if (now - startedAt.getTime() >= timeoutMs) abort('TimeoutError', `${timeoutMs} ms are over`);
    if (deadline && now >= deadline.getTime())
      abort('TimeoutError', `the deadline was ${deadline.toISOString()}`);
    if (await jobs.isCancelled(id)) abort('AbortError', 'there was a cancel file');
  }

  async #work(claimed: ClaimedJob, running: Running): Promise<void> {
    const { workerId, pool, jobs, resultsDirectory, log } = this.#options;
    const { id, operation } = running.task;
    try {
      await this.#abortIfDue(running);
      const outcome = await runTask(this.#metrics, running.task, {
        jobId: id,
        signal: running.controller.signal,
        jobsDirectory: jobs.path,
        resultsDirectory,
      });
      const result = {
        version: '1.0',
        job_id: id,
        operation,
        ...outcome,
        started_at: running.startedAt,
        finished_at: new Date(),
        worker: { id: workerId, pool },
      };
      const text = `${JSON.stringify(result, null, 2)}\n`;
      await writeAtomically(join(resultsDirectory, `${id}.json`), text);
      await jobs.remove(claimed, id);
      const why = outcome.error ? `: ${outcome.error.message}` : '';
      log(`job ${id} (${operation}) ${outcome.status}${why}`);
    } catch (error) {
      log(`job ${id}: ${error}`); // it stays claimed, and is run again after a restart
    } finally {
      this.#running = undefined;
    }
  }
}
