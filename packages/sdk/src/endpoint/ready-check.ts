/**
 * Says whether a part of the service can do its work: `true`. All else means no: `false`, a text that says why, and, with a line in
 * the log, a throw, a rejection and any other value.
 */
export type ReadyCheck = () => boolean | string | Promise<boolean | string>;

export interface ReadyOptions {
  /** Longest time that the check is waited for, in milliseconds; `health.checkTimeoutMs` unless said. */
  readonly timeoutMs?: number | undefined;
  /** How long an answer is used again, in milliseconds; `health.checkCacheMs` unless said. */
  readonly cacheMs?: number | undefined;
}

/** Why a check did not pass: it said so, it threw, or it took too long. */
export const CHECK_FAILURES = ['no', 'error', 'timeout'] as const;

export interface CheckResult {
  /** Undefined when it passed. */
  readonly failure?: (typeof CHECK_FAILURES)[number];
  readonly message?: string;
  readonly error?: unknown;
}
