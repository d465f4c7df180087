import type { JobContext, JobFailure, WorkerMetrics } from '@meterkit/meters/worker';
import type { HandlerContext } from '../handlers/handler.js';
import type { JobResult } from './job-result.js';
import type { Task } from './task.js';

export type Outcome = Pick<JobResult, 'status' | 'result' | 'error'>;

/** Where a task runs. */
export type TaskContext = Omit<HandlerContext, keyof JobContext>;

/** Runs a task and records it. Never rejects: what the handler throws is the outcome. */
export async function runTask(
  metrics: WorkerMetrics,
  task: Task,
  context: TaskContext,
): Promise<Outcome> {
  try {
    // Active, then counted by its status, and the duration: `track` records them by itself.
    const result = await metrics.track(
      { operation: task.operation },
      (job) => {
        context.signal.throwIfAborted();
        return task.run({ ...job, ...context });
      },
      { status: statusOf },
    );
    return { status: 'completed', result };
  } catch (error) {
    return { status: statusOf(error), error: describe(error) };
  }
}

function statusOf(error: unknown): JobFailure {
  switch (describe(error).name) {
    case 'TimeoutError':
      return 'timeout';
    case 'AbortError':
      return 'cancelled';
    default:
      return 'failed';
  }
}

function describe(error: unknown): { readonly name: string; readonly message: string } {
  const { name = 'Error', message = String(error) } = (error ?? {}) as Partial<Error>; // handlers may throw anything
  return { name, message };
}
