import type { Configuration } from '../configuration/configuration.js';
import type { LogLimiter } from '../log-limiter.js';
import { acceptsText } from './accepts-text.js';
import type { EndpointRequest, EndpointResponse } from './exchange.js';
import { GuardedCheck } from './guarded-check.js';
import type { ReadyAnswer, ReadyStatus } from './health-bodies.js';
import { jsonOf } from './json-of.js';
import { checkReadyArguments } from './ready-arguments.js';
import {
  CHECK_FAILURES,
  type CheckResult,
  type ReadyCheck,
  type ReadyOptions,
} from './ready-check.js';
import type { ReadyMetrics } from './ready-metrics.js';
import { answerJson, answerText } from './responses.js';

export interface ReadinessContext {
  readonly health: Pick<Configuration['health'], 'checkTimeoutMs' | 'checkCacheMs' | 'readyBody'>;
  /** Called with the first check: a page without checks does not speak of them. */
  readonly metrics: () => ReadyMetrics;
  readonly log: LogLimiter;
}

/** Whether the process should be sent work: all named checks pass, and it neither starts nor shuts down. */
export class Readiness {
  readonly #context: ReadinessContext;
  readonly #checks = new Map<string, GuardedCheck>();
  #metrics: ReadyMetrics | undefined;
  /** A reason why nobody is asked. */
  #phase: 'starting' | 'shutting down' | undefined;

  constructor(context: ReadinessContext) {
    this.#context = context;
  }

  /**
   * Adds a check, or replaces that of the same name, which is told; returns what takes it away.
   *
   * @throws ConfigurationError with all arguments that are wrong.
   */
  add(name: string, check: ReadyCheck, options: ReadyOptions = {}): () => void {
    const { checkTimeoutMs, checkCacheMs } = this.#context.health;
    const { timeoutMs = checkTimeoutMs, cacheMs = checkCacheMs, ...unknown } = options;
    checkReadyArguments({ name, check, timeoutMs, cacheMs }, Object.keys(unknown));
    this.#metrics ??= this.#context.metrics();
    const metrics = this.#metrics;
    metrics.check.set(0, { check: name });
    for (const cause of CHECK_FAILURES) metrics.failures.add(0, { check: name, cause });
    const guarded = new GuardedCheck(check, { timeoutMs, cacheMs }, (result) => {
      if (this.#checks.get(name) === guarded) this.#record(metrics, name, result);
    });
    if (this.#checks.has(name)) this.#tellReplaced(name);
    this.#checks.set(name, guarded);
    return () => {
      if (this.#checks.get(name) !== guarded) return;
      this.#checks.delete(name);
      metrics.check.remove({ check: name });
    };
  }

  /** Until `started()` the answer is no: who starts has yet to add checks. */
  starting(): void {
    this.#phase = 'starting';
  }

  started(): void {
    this.#phase = undefined;
  }

  /** From now on the answer is no. */
  stop(): void {
    this.#phase = 'shutting down';
  }

  /** 200 with the checks, or 503 with those that fail: JSON, or text for who accepts plain text rather than that. */
  async answer(request: EndpointRequest, response: EndpointResponse): Promise<void> {
    const checks = await this.#answers();
    const status = this.#status(checks);
    const code = status === 'ready' ? 200 : 503;
    if (acceptsText(request)) answerText(response, code, textOf(status, checks));
    else {
      const { health, log } = this.#context;
      const facts = { ready: code === 200, status, checks };
      const own = bodyOf(status, checks);
      answerJson(response, code, jsonOf(facts, own, { make: health.readyBody, log }));
    }
  }

  /** Asks the checks, but nobody while it starts or shuts down. */
  #answers(): Promise<readonly ReadyAnswer[]> {
    return Promise.all(
      Array.from(this.#checks, async ([name, check]) =>
        readyAnswer(name, this.#phase ? check.last : await check.ask()),
      ),
    );
  }

  #status(checks: readonly ReadyAnswer[]): ReadyStatus {
    if (this.#phase !== undefined) return this.#phase;
    return checks.every(({ ready }) => ready) ? 'ready' : 'not ready';
  }

  #tellReplaced(name: string): void {
    this.#context.log.warn(
      `ready ${name} replaced`,
      () =>
        `the readiness check "${name}" takes the place of another one of this name; ` +
        'take that away first where it is meant',
    );
  }

  #record(metrics: ReadyMetrics, name: string, { failure, error }: CheckResult): void {
    metrics.check.set(failure === undefined ? 1 : 0, { check: name });
    if (failure !== undefined) metrics.failures.add(1, { check: name, cause: failure });
    if (failure === undefined || failure === 'no') return; // it has spoken for itself
    const how = failure === 'timeout' ? 'has not answered in time' : `failed: ${error}`;
    this.#context.log.warn(`ready ${name}`, () => `the readiness check "${name}" ${how}`);
  }
}

function readyAnswer(name: string, result: CheckResult | undefined): ReadyAnswer {
  const ready = result !== undefined && result.failure === undefined;
  return { name, ready, message: result?.message ?? null };
}

function bodyOf(status: ReadyStatus, checks: readonly ReadyAnswer[]): object {
  if (status === 'ready') return { status, checks: checks.map(({ name }) => name) };
  if (status !== 'not ready') return { status, failing: [] };
  const failing = checks.filter(({ ready }) => !ready);
  const reasons = failing.filter(({ message }) => message !== null);
  return {
    status,
    failing: failing.map(({ name }) => name),
    ...(reasons.length > 0 && {
      reasons: Object.fromEntries(reasons.map(({ name, message }) => [name, message])),
    }),
  };
}

/** `OK`, or the status and a line for each check that does not pass. */
function textOf(status: ReadyStatus, checks: readonly ReadyAnswer[]): string {
  if (status === 'ready') return 'OK\n';
  const failing = status === 'not ready' ? checks.filter(({ ready }) => !ready) : [];
  const lines = failing.map(({ name, message }) =>
    message === null ? name : `${name}: ${message}`,
  );
  return [status, ...lines, ''].join('\n');
}
