import { defineMeter } from '@meterkit/instruments';
import { classified } from '../tracking/classified.js';
import { keptLabels } from '../tracking/kept-labels.js';
import { nameOf } from '../tracking/name-of.js';
import { runTimed } from '../tracking/run-timed.js';
import {
  type ChecksumLabels,
  type HandlerLabels,
  type JobLabels,
  workerDefinition,
} from './worker-definition.js';

/** What a job and its handlers tell of themselves while {@link WorkerMetrics} runs them. The functions need no `this`. */
export interface JobContext {
  readonly checksumVerified: (status: ChecksumLabels['status']) => void;
  readonly diskRead: (bytes: number) => void;
  readonly diskWritten: (bytes: number) => void;
  /** {@link WorkerMetrics.trackHandler} */
  readonly trackHandler: <R>(
    labels: Pick<HandlerLabels, 'handler'>,
    fn: (job: JobContext) => R,
  ) => R;
}

/** How a job that threw may have ended. */
export type JobFailure = Exclude<JobLabels['status'], 'completed'>;

export interface TrackJobOptions {
  /** The status of a job that threw; `failed` when it says nothing. Default: by the name of the error, see `track`. */
  readonly status?: (error: unknown) => JobFailure | undefined;
}

/** Jobs, their handlers, and what they do to disks. Recording never throws, whatever it is given. */
export class WorkerMetrics extends defineMeter(workerDefinition) {
  readonly #context: JobContext = {
    checksumVerified: (status) => this.recordChecksumVerified({ status }),
    diskRead: (bytes) => this.recordDiskRead(bytes),
    diskWritten: (bytes) => this.recordDiskWritten(bytes),
    trackHandler: (labels, fn) => this.trackHandler(labels, fn),
  };

  /** One more is active, until {@link recordJobEnded}. {@link track} cannot forget that. */
  recordJobStarted(): void {
    this.activeJobs.add(1);
  }

  recordJobEnded(labels: JobLabels, durationSeconds: number): void {
    this.activeJobs.add(-1);
    this.jobs.add(1, labels);
    this.jobDuration.record(durationSeconds, labels);
  }

  recordHandlerExecuted(labels: HandlerLabels, durationSeconds: number): void {
    this.handlerExecutions.add(1, labels);
    this.handlerDuration.record(durationSeconds, labels);
  }

  recordChecksumVerified(labels: ChecksumLabels): void {
    this.checksumVerifications.add(1, labels);
  }

  recordDiskRead(bytes: number): void {
    this.diskRead.add(bytes);
  }

  recordDiskWritten(bytes: number): void {
    this.diskWritten.add(bytes);
  }

  recordQueueDepth(jobs: number): void {
    this.queueDepth.set(jobs);
  }

  /**
   * Runs a job: active until it ends, then counted by its status, and timed. Result and error are those of `fn`; if it
   * returns a promise, the job lasts until that settles.
   *
   * | `fn` ...                                              | status      |
   * |-------------------------------------------------------|-------------|
   * | returns                                               | `completed` |
   * | throws a `TimeoutError`, as `AbortSignal.timeout` has | `timeout`   |
   * | throws an `AbortError`, as `AbortController` has      | `cancelled` |
   * | throws anything else                                  | `failed`    |
   */
  track<R>(
    labels: Pick<JobLabels, 'operation'>,
    fn: (job: JobContext) => R,
    options?: TrackJobOptions,
  ): R {
    const { operation } = keptLabels(labels, 'operation');
    this.recordJobStarted();
    return runTimed(
      () => fn(this.#context),
      (ending, durationSeconds) => {
        const status = ending.failed ? statusOf(ending.error, options) : 'completed';
        this.recordJobEnded({ operation, status }, durationSeconds);
      },
    );
  }

  /** Runs a handler and records its outcome and duration: `error` when it throws. Otherwise as {@link track}. */
  trackHandler<R>(labels: Pick<HandlerLabels, 'handler'>, fn: (job: JobContext) => R): R {
    const { handler } = keptLabels(labels, 'handler');
    return runTimed(
      () => fn(this.#context),
      ({ failed }, durationSeconds) => {
        const status = failed ? 'error' : 'success';
        this.recordHandlerExecuted({ handler, status }, durationSeconds);
      },
    );
  }
}

const FAILURES = ['failed', 'timeout', 'cancelled'] as const;

function statusOf(error: unknown, options: TrackJobOptions | undefined): JobFailure {
  return classified(error, options?.status ?? statusByName, FAILURES) ?? 'failed';
}

function statusByName(error: unknown): JobFailure {
  switch (nameOf(error)) {
    case 'TimeoutError':
      return 'timeout';
    case 'AbortError':
      return 'cancelled';
    default:
      return 'failed';
  }
}
