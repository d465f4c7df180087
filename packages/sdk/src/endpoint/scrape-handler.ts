import type { IncomingMessage, ServerResponse } from 'node:http';
import { createPageWriter, type Negotiation, negotiate, writePage } from '@meterkit/exposition';
import type { CollectedPage, PageSource } from '../collected-page.js';
import type { Configuration } from '../configuration/configuration.js';
import type { Logger } from '../configuration/logger.js';
import { LogLimiter } from '../log-limiter.js';
import type { ScrapeMetrics, ScrapeOutcome } from '../scrape-metrics.js';
import { PageResponse } from './page-response.js';
import { answerText } from './responses.js';
import { scrapeDeadlineMs } from './scrape-deadline.js';
import { ScrapesSeen } from './scrapes-seen.js';

/** Of the time of a scrape this much is kept for writing, if there is more. */
const WRITING_MS = 250;

/** Callbacks have this long whoever asks: a scraper in a hurry must not take them from those who join its collection. */
const COLLECTING_MS = 250;

/**
 * Answers a scrape in two phases: collecting, which overlapping scrapes share and which decides the status, and writing, for
 * which each scrape passes over the columns itself.
 */
export class ScrapeHandler {
  readonly seen = new ScrapesSeen();
  readonly #source: PageSource;
  readonly #configuration: Configuration;
  readonly #metrics: ScrapeMetrics;
  readonly #log: LogLimiter;
  #running = 0;

  constructor(context: {
    readonly source: PageSource;
    readonly configuration: Configuration;
    readonly metrics: ScrapeMetrics;
    readonly logger: Logger;
  }) {
    this.#source = context.source;
    this.#configuration = context.configuration;
    this.#metrics = context.metrics;
    this.#log = new LogLimiter(context.logger);
  }

  /** Answers GET and HEAD. Rejects only when somebody else has answered. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#configuration.disabled)
      return answerText(response, 404, 'Metrics are disabled here\n');
    if (this.#running >= this.#configuration.scrape.maxConcurrent) {
      response.setHeader('retry-after', '1');
      answerText(response, 503, 'Too many scrapes at once\n');
      this.#metrics.scrapes.add(1, { outcome: 'refused' });
      return;
    }
    this.#running++;
    const timer = this.#metrics.duration.startTimer();
    const completed = request.method === 'GET' ? this.seen.begun() : undefined; // HEAD has seen no values
    try {
      const outcome = await this.#answer(request, response);
      this.#metrics.scrapes.add(1, { outcome });
      if (outcome === 'complete' || outcome === 'partial') completed?.();
    } finally {
      timer.stop();
      this.#running--;
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<ScrapeOutcome> {
    const deadlineMs = scrapeDeadlineMs(request.headers, this.#configuration.scrape.timeoutMs);
    const answer = new PageResponse(request, response, deadlineMs);
    let collected: CollectedPage | undefined;
    try {
      const negotiation = this.#negotiate(request);
      collected = await this.#source.collectPage({
        timeoutMs: this.#callbackTimeoutMs(deadlineMs),
        escaping: negotiation.escaping,
      });
      await this.#write(collected, negotiation, answer);
      return collected.partial ? 'partial' : 'complete';
    } catch (error) {
      if (answer.isAbandoned) return 'aborted';
      this.#log.warn('scrape', () => `a scrape failed: ${error}`);
      answer.fail('The page could not be collected\n');
      return 'failed';
    } finally {
      answer.dispose();
      collected?.end();
    }
  }

  async #write(
    { page, report }: CollectedPage,
    negotiation: Negotiation,
    answer: PageResponse,
  ): Promise<void> {
    const { created } = this.#configuration.page;
    const writer = createPageWriter(page, { format: negotiation.format, created });
    answer.begin(negotiation);
    await writePage(writer, (block) => answer.take(block));
    report(writer.problems);
    await answer.end();
  }

  #negotiate({ headers }: IncomingMessage): Negotiation {
    return negotiate({
      accept: headers.accept,
      acceptEncoding: [headers['accept-encoding']].flat().join(),
      defaultFormat: this.#configuration.scrape.defaultFormat,
    });
  }

  #callbackTimeoutMs(deadlineMs: number): number {
    const left = Math.max(COLLECTING_MS, deadlineMs / 2, deadlineMs - WRITING_MS);
    return Math.min(this.#configuration.scrape.callbackTimeoutMs, left);
  }
}
