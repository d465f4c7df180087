import type { Handler, HandlerContext } from '../handlers/handler.js';
import { parseJob } from './job.js';
import type { ClaimedJob } from './job-directory.js';
import { JobError } from './job-error.js';

/** The operation of what is none of ours: what people type is no label. */
export const UNKNOWN = 'unknown';

/** A job as the worker runs it. */
export interface Task {
  readonly id: string;
  readonly operation: string;
  readonly deadline?: Date;
  readonly run: (context: HandlerContext) => Promise<object>;
}

/** Never throws: what is no job, or has no handler, is a task that fails. Without an id it goes by the name of its file. */
export function taskOf({ name, text }: ClaimedJob, handlers: ReadonlyMap<string, Handler>): Task {
  let id = name;
  try {
    const { data, operation, ...job } = parseJob(text);
    id = job.id;
    const handler = handlers.get(operation);
    if (handler === undefined) {
      const known = [...handlers.keys()].join(', ');
      throw new JobError(
        'UnknownOperation',
        `operation: expected one of ${known}, got ${operation}`,
      );
    }
    const run = (context: HandlerContext) =>
      context.trackHandler({ handler: handler.name }, () => handler.run(data, context));
    return { ...job, operation, run };
  } catch (error) {
    return { id, operation: UNKNOWN, run: () => Promise.reject(error) };
  }
}
