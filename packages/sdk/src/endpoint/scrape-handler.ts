import type { Negotiation } from '@meterkit/exposition';
import type { PageSource } from '../collected-page.js';
import type { Configuration } from '../configuration/configuration.js';
import type { Logger } from '../configuration/logger.js';
import { LogLimiter } from '../log-limiter.js';
import type { ScrapeMetrics, ScrapeOutcome } from '../scrape-metrics.js';
import type { EndpointRequest, EndpointResponse } from './exchange.js';
import { Negotiations } from './negotiations.js';
import { PageResponse } from './page-response.js';
import { answerText } from './responses.js';
import { scrapeDeadlineMs } from './scrape-deadline.js';
import { ScrapesSeen } from './scrapes-seen.js';
import { SharedPage } from './shared-page.js';

/** Of the time of a scrape this much is kept for writing, if there is more. */
const WRITING_MS = 250;

/** Callbacks have this long whoever asks: a scraper in a hurry must not take them from those who join its collection. */
const COLLECTING_MS = 250;

/**
 * Answers a scrape in two phases: collecting, which decides the status, and writing. Scrapes that arrive while another collects
 * share its collection, and if they ask for the same its page; deadline, status and outcome are each scrape's own.
 */
export class ScrapeHandler {
  readonly seen = new ScrapesSeen();
  readonly #source: PageSource;
  readonly #configuration: Configuration;
  readonly #metrics: ScrapeMetrics;
  readonly #log: LogLimiter;
  readonly #negotiations: Negotiations;
  /** The pages whose writing has not begun, by what was asked for. */
  readonly #collecting = new Map<string, SharedPage>();
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
    this.#negotiations = new Negotiations(context.configuration.scrape.defaultFormat);
  }

  /** Answers GET and HEAD. Rejects only when somebody else has answered. */
  async handle(request: EndpointRequest, response: EndpointResponse): Promise<void> {
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

  async #answer(request: EndpointRequest, response: EndpointResponse): Promise<ScrapeOutcome> {
    const deadlineMs = scrapeDeadlineMs(request.headers, this.#configuration.scrape.timeoutMs);
    const answer = new PageResponse(request, response, deadlineMs);
    let shared: SharedPage | undefined;
    try {
      const negotiation = this.#negotiations.of(request.headers);
      answer.begin(negotiation);
      shared = this.#join(negotiation, deadlineMs);
      const { partial, body } = await shared.written;
      if (body !== undefined) await answer.send(body);
      else {
        await shared.stream((bytes) => answer.take(bytes));
        await answer.end();
      }
      return partial ? 'partial' : 'complete';
    } catch (error) {
      if (answer.isAbandoned) return 'aborted';
      this.#log.warn('scrape', () => `a scrape failed: ${error}`);
      answer.fail('The page could not be collected\n');
      return 'failed';
    } finally {
      answer.dispose();
      shared?.leave({ isSent: response.writableFinished });
    }
  }

  /** The page that is about to be written for others, or one of its own. */
  #join({ format, escaping, contentEncoding }: Negotiation, deadlineMs: number): SharedPage {
    const asked = `${format} ${escaping} ${contentEncoding}`;
    const known = this.#collecting.get(asked);
    if (known !== undefined) return known.join();
    const collecting = this.#source
      .collectPage({ timeoutMs: this.#callbackTimeoutMs(deadlineMs), escaping })
      .finally(() => this.#collecting.delete(asked)); // who comes later has newer values to get
    const { created } = this.#configuration.page;
    const page = new SharedPage(collecting, { format, contentEncoding, created });
    this.#collecting.set(asked, page);
    return page.join();
  }

  #callbackTimeoutMs(deadlineMs: number): number {
    const left = Math.max(COLLECTING_MS, deadlineMs / 2, deadlineMs - WRITING_MS);
    return Math.min(this.#configuration.scrape.callbackTimeoutMs, left);
  }
}
