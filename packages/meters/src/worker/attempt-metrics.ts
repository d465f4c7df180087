import { defineMeter, type MeterOptions } from '@meterkit/instruments';
import { classified } from '../tracking/classified.js';
import { nameOf } from '../tracking/name-of.js';
import { runTimed } from '../tracking/run-timed.js';
import { secondsSince } from '../tracking/seconds-since.js';
import { attemptDefinition, type CircuitBreakerState } from './attempt-definition.js';
import { type AttemptHistory, attemptHistoryOf } from './attempt-history.js';

const ERROR_KINDS = ['gpu', 'network', 'signature', 'validation'] as const;

/** What an attempt can fail on. */
export type AttemptErrorKind = (typeof ERROR_KINDS)[number];

export interface TrackAttemptOptions {
  /** The kind of an error that ended an attempt; undefined for none. Default: by its name, see `track`. */
  readonly errorKind?: (error: unknown) => AttemptErrorKind | undefined;
}

const BREAKER_STATES = ['closed', 'open', 'half_open'] as const;

/**
 * Attempts at something that often fails, and what they fail on. An attempt is counted when it has ended, so at any time
 * the total is the successful and the failed ones. Recording never throws, whatever it is given.
 */
export class AttemptMetrics extends defineMeter(attemptDefinition) {
  readonly #history: AttemptHistory;

  constructor(options?: MeterOptions) {
    super(options);
    this.#history = attemptHistoryOf(this.totalAttempts, ({ startMs }) => {
      this.uptime.observe((result) => result.observe(secondsSince(startMs)));
      this.recordCircuitBreakerState('closed'); // as a breaker begins
    });
  }

  recordAttemptSucceeded(durationMs: number): void {
    this.successfulAttempts.add(1);
    this.#history.successes++;
    this.#history.consecutiveFailures = 0;
    this.lastSuccess.set(Date.now() / 1000);
    this.#recordAttempt(durationMs);
  }

  recordAttemptFailed(durationMs: number): void {
    this.failedAttempts.add(1);
    this.#history.consecutiveFailures++;
    this.#recordAttempt(durationMs);
  }

  /** One that ended an attempt, which is recorded apart, or one that a retry made up for. */
  recordError(kind: AttemptErrorKind): void {
    switch (kind) {
      case 'gpu':
        this.gpuErrors.add(1);
        break;
      case 'network':
        this.networkErrors.add(1);
        break;
      case 'signature':
        this.signatureErrors.add(1);
        break;
      case 'validation':
        this.validationErrors.add(1);
    }
  }

  /** Only the present state reads 1. */
  recordCircuitBreakerState(present: CircuitBreakerState): void {
    for (const state of BREAKER_STATES)
      this.circuitBreakerState.set(state === present ? 1 : 0, { state });
  }

  recordQueueDepth(jobs: number): void {
    this.queueDepth.set(jobs);
  }

  /**
   * Runs an attempt: failed if `fn` throws, and then one error of its kind, which a `GpuError`, `NetworkError`,
   * `SignatureError` or `ValidationError` says by its name; any other error is of none. Result and error are those of `fn`;
   * if it returns a promise, the attempt lasts until that settles.
   */
  track<R>(fn: () => R, options?: TrackAttemptOptions): R {
    return runTimed(fn, (ending, durationSeconds) => {
      const durationMs = durationSeconds * 1000;
      if (!ending.failed) return this.recordAttemptSucceeded(durationMs);
      this.recordAttemptFailed(durationMs);
      const kind = classified(ending.error, options?.errorKind ?? kindByName, ERROR_KINDS);
      if (kind !== undefined) this.recordError(kind);
    });
  }

  #recordAttempt(durationMs: number): void {
    const history = this.#history;
    history.attempts++;
    this.totalAttempts.add(1);
    this.attemptDuration.record(durationMs);
    this.consecutiveFailures.set(history.consecutiveFailures);
    this.successRate.set(Math.floor((10_000 * history.successes) / history.attempts));
  }
}

function kindByName(error: unknown): AttemptErrorKind | undefined {
  const name = nameOf(error);
  return ERROR_KINDS.find((kind) => `${kind}error` === String(name).toLowerCase());
}
