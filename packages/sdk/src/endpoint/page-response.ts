import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, createGzip, type Gzip, gzip } from 'node:zlib';
import type { Negotiation } from '@meterkit/exposition';
import { HeldPage } from './held-page.js';
import { answerText } from './responses.js';

/** Level 1: 147 ns a line; level 6 takes four times as long for 7 % fewer bytes. */
const GZIP = { level: constants.Z_BEST_SPEED };

const compress = promisify(gzip);

/**
 * The answer that a page becomes: up to 1 MiB in one piece, so that a failure is still a status, and from there on streamed with
 * back-pressure. A failure or the deadline destroys the socket of a streamed one, so that the scrape fails whole instead of being half a page.
 */
export class PageResponse {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #deadline: NodeJS.Timeout;
  /** Rejects when the page is given up. */
  readonly #givenUp: Promise<never>;
  #giveUp: (error: Error) => void = () => undefined;
  #isGivenUp = false;
  #isAbandoned = false;
  #isGzip = false;
  readonly #held = new HeldPage();
  #stream: ServerResponse | Gzip | undefined;

  constructor(request: IncomingMessage, response: ServerResponse, deadlineMs: number) {
    this.#request = request;
    this.#response = response;
    this.#givenUp = new Promise((_, reject) => {
      this.#giveUp = (error) => {
        this.#isGivenUp = true;
        reject(error);
      };
    });
    this.#givenUp.catch(() => undefined); // it may be that nobody waits any more
    this.#deadline = setTimeout(
      () => this.fail('The deadline of the scrape has passed\n'),
      deadlineMs,
    ).unref();
    response.once('close', this.#closed);
    if (response.destroyed) this.#closed(); // before this, and there is no second event
  }

  /** The scraper has gone before it had all of the page. */
  get isAbandoned(): boolean {
    return this.#isAbandoned;
  }

  begin({ contentType, contentEncoding }: Negotiation): void {
    this.#isGzip = contentEncoding === 'gzip';
    this.#response.setHeader('content-type', contentType);
    this.#response.setHeader('vary', 'Accept, Accept-Encoding');
    this.#response.setHeader('cache-control', 'no-store');
    if (this.#isGzip) this.#response.setHeader('content-encoding', 'gzip');
  }

  /**
   * Takes a block of the page; the block is the caller's again when the promise resolves, or at once without one. Rejects when
   * the page is given up.
   */
  take(block: Uint8Array): undefined | Promise<void> {
    if (this.#isGivenUp) return this.#givenUp;
    if (this.#stream === undefined && this.#held.add(block)) return undefined;
    return this.#write(this.#stream ?? this.#startStream(), block);
  }

  /** Resolves when the system has all of the page. Rejects when the page is given up. */
  async end(): Promise<void> {
    if (this.#isGivenUp) return this.#givenUp;
    if (this.#stream === undefined) await this.#sendHeld();
    else this.#stream.end();
    if (!this.#response.writableFinished)
      await Promise.race([once(this.#response, 'finish'), this.#givenUp]);
    this.#held.release();
  }

  /** Gives the page up, once: a status while nothing has been sent, a broken connection afterwards. */
  fail(text: string): void {
    if (this.#isGivenUp) return;
    this.#giveUp(new Error(text.trim()));
    if (this.#stream !== undefined || this.#response.headersSent) {
      this.#response.destroy();
      return;
    }
    this.#response.removeHeader('content-encoding');
    answerText(this.#response, 500, text);
  }

  dispose(): void {
    clearTimeout(this.#deadline);
    this.#response.off('close', this.#closed);
    if (this.#stream !== this.#response) this.#stream?.destroy();
  }

  readonly #closed = (): void => {
    if (this.#response.writableFinished || this.#isGivenUp) return;
    this.#isAbandoned = true;
    this.#giveUp(new Error('the scraper has gone'));
  };

  async #sendHeld(): Promise<void> {
    const page = this.#held.bytes;
    const body = this.#isGzip ? await compress(page, GZIP) : page;
    if (this.#isGivenUp) return this.#givenUp;
    this.#response.setHeader('content-length', body.length);
    this.#response.end(this.#request.method === 'HEAD' ? undefined : body);
  }

  #startStream(): ServerResponse | Gzip {
    this.#stream = this.#isGzip ? this.#zipped() : this.#response;
    const release = (): void => this.#held.release();
    this.#write(this.#stream, this.#held.bytes).then(release, () => undefined); // who gives the next block hears of it
    return this.#stream;
  }

  #zipped(): Gzip {
    const stream = createGzip(GZIP);
    stream.on('error', () => this.fail('The page could not be compressed\n'));
    stream.pipe(this.#response);
    return stream;
  }

  #write(stream: ServerResponse | Gzip, block: Uint8Array): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      stream.write(block, (error) => {
        if (!error) resolve();
        else if (stream === this.#response)
          this.#closed(); // the socket tells before its 'close' does
        else reject(error);
      });
    });
    return Promise.race([written, this.#givenUp]);
  }
}
