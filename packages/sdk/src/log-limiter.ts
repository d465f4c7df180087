import type { Logger } from './configuration/logger.js';

/** Kinds of messages remembered; beyond, the oldest is forgotten. */
const LIMIT = 1000;

/**
 * Tells a problem at most once a minute by its key, so that a storm of errors is no storm of log lines. What throws in the
 * logger stays here.
 */
export class LogLimiter {
  readonly #logger: Logger;
  readonly #intervalMs: number;
  readonly #told = new Map<string, number>();

  constructor(logger: Logger, intervalMs = 60_000) {
    this.#logger = logger;
    this.#intervalMs = intervalMs;
  }

  warn(key: string, message: () => string): void {
    const now = performance.now();
    const last = this.#told.get(key);
    if (last !== undefined && now - last < this.#intervalMs) return;
    if (this.#told.size >= LIMIT) this.#told.delete(this.#told.keys().next().value ?? '');
    this.#told.set(key, now);
    try {
      this.#logger.warn(safely(message));
    } catch {
      // a broken logger must not reach the scrape
    }
  }
}

function safely(message: () => string): string {
  try {
    return message();
  } catch {
    return 'something that cannot be shown went wrong at a scrape';
  }
}
