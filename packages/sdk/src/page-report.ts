import type { Logger } from './configuration/logger.js';
import { LogLimiter } from './log-limiter.js';
import type { CollectFailure } from './opentelemetry/guard-producer.js';
import type { ScrapeMetrics } from './scrape-metrics.js';

/** Why something is not on the page as it was declared: that of the page's writers, or of a metric with no place on it. */
export interface ReportedProblem {
  readonly family: string;
  readonly problem: string;
  readonly detail: string;
}

/** Hears of all that is not on a page: counts it, and tells each kind of it once a minute at most. */
export class PageReport {
  readonly #metrics: ScrapeMetrics;
  readonly #log: LogLimiter;
  #collectFailures = 0;

  constructor(metrics: ScrapeMetrics, logger: Logger) {
    this.#metrics = metrics;
    this.#log = new LogLimiter(logger);
  }

  /** Of all collectors so far. */
  get collectFailures(): number {
    return this.#collectFailures;
  }

  /** What hears of the failures of a collector; they are counted from zero. */
  failuresOf(collector: string): CollectFailure {
    this.#metrics.collectFailures.add(0, { collector, cause: 'error' });
    return (cause, error) => {
      this.#collectFailures++;
      this.#metrics.collectFailures.add(1, { collector, cause });
      this.#log.warn(
        `${collector}\n${cause}`,
        () => `${collector}: something of it is missing from the page (${cause}): ${error}`,
      );
    };
  }

  readonly problems = (problems: readonly ReportedProblem[]): void => {
    for (const { family, problem, detail } of problems) {
      this.#metrics.pageProblems.add(1, { problem });
      this.#log.warn(`${family}\n${problem}`, () => `${family}: ${problem}: ${detail}`);
    }
  };
}
