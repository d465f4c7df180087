/** What ends a job before its handler does. */
export interface JobLimits {
  /** Aborted with a TimeoutError or an AbortError. */
  readonly signal: AbortSignal;
  readonly cancel: (why: string) => void;
  /** To be called when the job has ended. */
  readonly clear: () => void;
}

/** Time is up at the deadline, or `timeoutMs` from now on, whichever comes first. A deadline that is over aborts at once. */
export function limitJob(deadline: Date | undefined, timeoutMs: number): JobLimits {
  const controller = new AbortController();
  const abort = (name: 'TimeoutError' | 'AbortError', message: string) =>
    controller.abort(new DOMException(message, name));
  const leftMs = deadline === undefined ? Infinity : deadline.getTime() - Date.now();
  const why =
    leftMs < timeoutMs ? `the deadline was ${deadline?.toISOString()}` : `${timeoutMs} ms are over`;
  const timer = setTimeout(() => abort('TimeoutError', why), Math.min(leftMs, timeoutMs));
  if (leftMs <= 0) abort('TimeoutError', why);
  return {
    signal: controller.signal,
    cancel: (reason) => abort('AbortError', reason),
    clear: () => clearTimeout(timer),
  };
}
