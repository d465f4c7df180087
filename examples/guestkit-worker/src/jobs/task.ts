import type { JobContext, JobLabels, WorkerMetrics } from '@meterkit/meters/worker';
import type { Handler, HandlerContext } from '../handlers/handler.js';
import { JobError, parseJob } from './job.js';
import type { ClaimedJob } from './job-directory.js';

/** The operation of what is none of ours: what people type is no label. */
export const UNKNOWN = 'unknown';

/** A job as the worker runs it. */
export interface Task {
  readonly id: string;
  readonly operation: string;
  readonly deadline?: Date | undefined;
  readonly run: (context: HandlerContext) => Promise<object>;
}

/** Never throws: what is no job, or has no handler, is a task that fails. Without an id it goes by the name of its file. */
export function taskOf(claimed: ClaimedJob, handlers: ReadonlyMap<string, Handler>): Task {
  let id = claimed.name;
  try {
    const { job_id, operation, deadline, payload } = parseJob(claimed.document);
    id = job_id;
    const handler = handlers.get(operation);
    if (handler === undefined) {
      const rule = `expected one of ${[...handlers.keys()].join(', ')}`;
      const got = JSON.stringify(operation);
      throw new JobError('UnknownOperation', `operation: ${rule}, got ${got}`);
    }
    const run = (context: HandlerContext) =>
      context.trackHandler({ handler: handler.name }, () => handler.run(payload.data, context));
    return { id, operation, deadline, run };
  } catch (error) {
    return { id, operation: UNKNOWN, run: () => Promise.reject(error) };
  }
}

/** What became of a task. */
export interface Outcome {
  readonly status: JobLabels['status'];
  readonly result?: object;
  readonly error?: { readonly name: string; readonly message: string };
}

/** As `track` counts them: by the names of the errors that the platform has for them. */
const FAILURES: Readonly<Record<string, Outcome['status']>> = {
  TimeoutError: 'timeout',
  AbortError: 'cancelled',
};

/** Runs a task and records it. Never rejects: what the handler throws is the outcome. */
export async function runTask(
  metrics: WorkerMetrics,
  task: Task,
  context: Omit<HandlerContext, keyof JobContext>,
): Promise<Outcome> {
  try {
    // Active, then counted by its status, and the duration: `track` records them by itself.
    const result = await metrics.track({ operation: task.operation }, (job) => {
      context.signal.throwIfAborted();
      return task.run({ ...job, ...context });
    });
    return { status: 'completed', result };
  } catch (error) {
    const { name = 'Error', message = String(error) } = (error ?? {}) as Partial<Error>; // handlers may throw anything
    return { status: FAILURES[name] ?? 'failed', error: { name, message } };
  }
}
