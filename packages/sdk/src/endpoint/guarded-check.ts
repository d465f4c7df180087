import { displayValue } from '../configuration/display-value.js';
import type { CheckResult, ReadyCheck } from './ready-check.js';

const LATE: CheckResult = { failure: 'timeout' };

/**
 * A check behind a deadline and a cache, however many ask: it never runs twice at once, and again only when its answer is
 * older than `cacheMs`. One that hangs is not begun again until it ends.
 */
export class GuardedCheck {
  readonly #check: ReadyCheck;
  readonly #timeoutMs: number;
  readonly #cacheMs: number;
  readonly #onResult: (result: CheckResult) => void;
  #running: Promise<CheckResult> | undefined;
  #last: CheckResult | undefined;
  #lastMs = 0;

  /** `onResult` hears of each run, once. */
  constructor(
    check: ReadyCheck,
    limits: { readonly timeoutMs: number; readonly cacheMs: number },
    onResult: (result: CheckResult) => void,
  ) {
    this.#check = check;
    this.#timeoutMs = limits.timeoutMs;
    this.#cacheMs = limits.cacheMs;
    this.#onResult = onResult;
  }

  /** How it last answered; undefined before it ever did. */
  get last(): CheckResult | undefined {
    return this.#last;
  }

  /** Never rejects. */
  async ask(): Promise<CheckResult> {
    if (this.#running !== undefined) return this.#running;
    if (this.#last !== undefined && performance.now() - this.#lastMs < this.#cacheMs)
      return this.#last;
    this.#running = this.#begin();
    return this.#running;
  }

  #begin(): Promise<CheckResult> {
    return new Promise((resolve) => {
      let isAnswered = false;
      const answer = (result: CheckResult): void => {
        if (isAnswered) return;
        isAnswered = true;
        this.#last = result;
        this.#lastMs = performance.now();
        this.#onResult(result);
        resolve(result);
      };
      const timer = setTimeout(answer, this.#timeoutMs, LATE).unref();
      void run(this.#check).then((result) => {
        clearTimeout(timer);
        this.#running = undefined;
        answer(result);
      });
    });
  }
}

async function run(check: ReadyCheck): Promise<CheckResult> {
  try {
    const answer: unknown = await check();
    if (answer === true) return {};
    if (answer === false) return { failure: 'no' };
    if (typeof answer === 'string') return { failure: 'no', message: answer };
    const error = new TypeError(`expected true, false or a text, got ${displayValue(answer)}`);
    return { failure: 'error', error };
  } catch (error) {
    return { failure: 'error', error };
  }
}
