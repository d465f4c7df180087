import type { JobContext } from '@meterkit/meters/worker';

/** What a handler has to do with: the functions of the job that record what it does, and these. */
export interface HandlerContext extends JobContext {
  readonly jobId: string;
  /** When it is aborted, the handler throws its reason, soon. */
  readonly signal: AbortSignal;
  /** Images are named from here. */
  readonly jobsDirectory: string;
  /** For files beside the result. */
  readonly resultsDirectory: string;
}

/** Does the work of one operation. What it gives, or throws, goes into the result of the job. */
export interface Handler {
  readonly name: string;
  readonly run: (data: unknown, context: HandlerContext) => Promise<object>;
}
