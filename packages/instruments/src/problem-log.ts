import { diag } from '@opentelemetry/api';

/** Where problems are told. A logger that throws is not asked twice about the same problem. */
export interface ProblemLogger {
  warn(message: string): void;
}

/** Most problems kept; each is a kind of mistake at one instrument, so a program has few. */
const LIMIT = 1000;

/**
 * Tells each problem once, for the life of the store. What came before a logger was there is told when it comes: a meter
 * may be used long before `init()`. Until then OpenTelemetry's `diag` hears of it.
 */
export class ProblemLog {
  readonly #messages = new Map<string, string>();
  #logger: ProblemLogger = diag;

  tell(key: string, message: () => string): void {
    if (this.#messages.has(key) || this.#messages.size >= LIMIT) return;
    const text = safely(message);
    this.#messages.set(key, text);
    write(this.#logger, text);
  }

  attach(logger: ProblemLogger): void {
    this.#logger = logger;
    for (const message of [...this.#messages.values()]) write(logger, message); // the logger may bring about more
  }
}

function write(logger: ProblemLogger, message: string): void {
  try {
    logger.warn(message);
  } catch {
    // a broken logger must not reach the code that records
  }
}

function safely(message: () => string): string {
  try {
    return message();
  } catch {
    return 'a value could not be shown';
  }
}
