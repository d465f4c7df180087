import { type Negotiation, selectFamilies } from '@meterkit/exposition';
import type { CollectedPage, PageSource } from '../collected-page.js';
import type { Configuration } from '../configuration/configuration.js';
import type { Logger } from '../configuration/logger.js';
import { LogLimiter } from '../log-limiter.js';
import type { RefusalReason, ScrapeMetrics, ScrapeOutcome } from '../scrape-metrics.js';
import type { EndpointRequest, EndpointResponse } from './exchange.js';
import { isLivePage } from './live-page.js';
import { Negotiations } from './negotiations.js';
import { PageResponse } from './page-response.js';
import { RateLimit } from './rate-limit.js';
import { RecentPages } from './recent-pages.js';
import { answerText } from './responses.js';
import { scrapeDeadlineMs } from './scrape-deadline.js';
import { type ScrapeQuery, scrapeQuery } from './scrape-query.js';
import { ScrapesSeen } from './scrapes-seen.js';
import { SharedPage } from './shared-page.js';

/** Of the time of a scrape this much is kept for writing, if there is more. */
const WRITING_MS = 250;

/** Callbacks have this long whoever asks: a scraper in a hurry must not take them from those who join its collection. */
const COLLECTING_MS = 250;

/** A scraper that has read nothing for so long gives way to others when there are too many. */
const STALLED_MS = 5000;

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
  readonly #collecting = new Map<string, { readonly page: SharedPage; readonly endMs: number }>();
  readonly #recent: RecentPages;
  readonly #rate: RateLimit;
  readonly #answers = new Set<PageResponse>();
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
    const { defaultFormat, cacheMs, ratePerMinute } = context.configuration.scrape;
    this.#negotiations = new Negotiations(defaultFormat);
    this.#recent = new RecentPages(cacheMs);
    this.#rate = new RateLimit(ratePerMinute);
  }

  /** Answers GET and HEAD. Rejects only when somebody else has answered. */
  async handle(request: EndpointRequest, response: EndpointResponse): Promise<void> {
    if (this.#configuration.disabled)
      return answerText(response, 404, 'Metrics are disabled here\n');
    const waitSeconds = this.#rate.take(request.socket?.remoteAddress);
    if (waitSeconds > 0) {
      response.setHeader('retry-after', waitSeconds);
      return this.#refuse(response, 429, 'Too many scrapes of this client\n', 'rate');
    }
    const query = scrapeQuery(request.url);
    if (query.kind === 'invalid') return this.#refuse(response, 400, query.text, 'invalid');
    if (this.#running >= this.#configuration.scrape.maxConcurrent && !this.#giveUpStalled()) {
      response.setHeader('retry-after', '1');
      return this.#refuse(response, 503, 'Too many scrapes at once\n', 'concurrency');
    }
    this.#running++;
    const timer = this.#metrics.duration.startTimer();
    try {
      const outcome = await this.#answer(request, response, query);
      this.#metrics.scrapes.add(1, { outcome });
    } finally {
      timer.stop();
      this.#running--;
    }
  }

  /** Makes room where a scraper does not read what it asked for. False: they all get on. */
  #giveUpStalled(): boolean {
    for (const answer of this.#answers) {
      if (answer.stalledMs < STALLED_MS) continue;
      this.#answers.delete(answer);
      answer.fail('The page was not read\n');
      return true;
    }
    return false;
  }

  #refuse(response: EndpointResponse, status: number, text: string, reason: RefusalReason): void {
    answerText(response, status, text);
    this.#metrics.refusals.add(1, { reason });
  }

  async #answer(
    request: EndpointRequest,
    response: EndpointResponse,
    { format, names }: ScrapeQuery,
  ): Promise<ScrapeOutcome> {
    const deadlineMs = scrapeDeadlineMs(request.headers, this.#configuration.scrape.timeoutMs);
    const answer = new PageResponse(request, response, deadlineMs);
    this.#answers.add(answer);
    // HEAD has seen no values, who names families not all, and a person is no scraper.
    const seesAll = request.method === 'GET' && names === undefined && !isLivePage(request);
    const completed = seesAll ? this.seen.begun() : undefined;
    let shared: SharedPage | undefined;
    try {
      const negotiation = this.#negotiations.of(request.headers, format);
      answer.begin(negotiation);
      const asked = askedFor(negotiation, names);
      const recent = this.seen.isAwaited ? undefined : this.#recent.of(asked);
      if (recent !== undefined) {
        await answer.send(recent.body);
        return recent.partial ? 'partial' : 'complete';
      }
      shared = this.#join(asked, { negotiation, names, deadlineMs });
      const { beganMs, partial, body } = await shared.written;
      if (body !== undefined) await answer.send(body);
      else {
        await shared.stream((bytes) => answer.take(bytes));
        await answer.end();
      }
      completed?.(beganMs);
      return partial ? 'partial' : 'complete';
    } catch (error) {
      if (answer.isAbandoned) return 'aborted';
      this.#log.warn('scrape', () => `a scrape failed: ${error}`);
      answer.fail('The page could not be collected\n');
      return 'failed';
    } finally {
      answer.dispose();
      this.#answers.delete(answer);
      shared?.leave({ isSent: response.writableFinished });
    }
  }

  /** The page that is about to be written for others, if it has the time to wait for that, or one of its own. */
  #join(asked: string, { negotiation, names, deadlineMs }: PageRequest): SharedPage {
    const timeoutMs = this.#callbackTimeoutMs(deadlineMs);
    const endMs = performance.now() + timeoutMs;
    const known = this.#collecting.get(asked);
    if (known !== undefined && known.endMs <= endMs) return known.page.join();
    const { format, escaping, contentEncoding } = negotiation;
    const collecting = this.#source
      .collectPage({ timeoutMs, escaping })
      .then((collected) => selected(collected, names))
      .finally(() => {
        // who comes later has newer values to get
        if (this.#collecting.get(asked)?.page === page) this.#collecting.delete(asked);
      });
    const { created } = this.#configuration.page;
    const { maxPageBytes: maxBytes } = this.#configuration.scrape;
    const page = new SharedPage(collecting, { format, contentEncoding, created, maxBytes });
    this.#collecting.set(asked, { page, endMs });
    this.#recent.keep(asked, page.written);
    return page.join();
  }

  #callbackTimeoutMs(deadlineMs: number): number {
    const left = Math.max(COLLECTING_MS, deadlineMs / 2, deadlineMs - WRITING_MS);
    return Math.min(this.#configuration.scrape.callbackTimeoutMs, left);
  }
}

interface PageRequest extends Pick<ScrapeQuery, 'names'> {
  readonly negotiation: Negotiation;
  readonly deadlineMs: number;
}

/** The same text for scrapes that get the same page. */
function askedFor(negotiation: Negotiation, names: ScrapeQuery['names']): string {
  const { format, escaping, contentEncoding } = negotiation;
  return JSON.stringify([format, escaping, contentEncoding, names]);
}

function selected(collected: CollectedPage, names: ScrapeQuery['names']): CollectedPage {
  if (names === undefined) return collected;
  return { ...collected, page: selectFamilies(collected.page, new Set(names)) };
}
