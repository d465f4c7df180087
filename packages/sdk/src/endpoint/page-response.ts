import { once } from 'node:events';
import type { Gzip } from 'node:zlib';
import type { Negotiation } from '@meterkit/exposition';
import type { EndpointRequest, EndpointResponse } from './exchange.js';
import { gzipStream } from './gzip.js';
import { answerText } from './responses.js';

/**
 * The answer that a page becomes: in one piece, or streamed with back-pressure. Until it is sent a failure or the deadline is a
 * status. Afterwards it destroys the socket, so that the scrape fails whole instead of being half a page.
 */
export class PageResponse {
  readonly #request: EndpointRequest;
  readonly #response: EndpointResponse;
  readonly #deadline: NodeJS.Timeout;
  /** Rejects when the page is given up. */
  readonly #givenUp: Promise<never>;
  #giveUp: (error: Error) => void = () => undefined;
  #isGivenUp = false;
  #isAbandoned = false;
  #isGzip = false;
  #stream: EndpointResponse | Gzip | undefined;

  constructor(request: EndpointRequest, response: EndpointResponse, deadlineMs: number) {
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
    this.#response.statusCode = 200; // a framework may have begun with another one
    this.#response.setHeader('content-type', contentType);
    this.#response.setHeader('vary', 'Accept, Accept-Encoding');
    // no-transform, for middleware: what compresses again loses the callbacks of write()
    this.#response.setHeader('cache-control', 'no-store, no-transform');
    if (this.#isGzip) this.#response.setHeader('content-encoding', 'gzip');
  }

  /** Sends a whole page, compressed already. Resolves when the system has it. Rejects when the page is given up. */
  async send(body: Buffer): Promise<void> {
    if (this.#isGivenUp) return this.#givenUp;
    this.#response.setHeader('content-length', body.length);
    this.#response.end(this.#request.method === 'HEAD' ? undefined : body);
    await this.#finished();
  }

  /** Streams bytes of the page; they are the caller's again when the promise resolves. Rejects when the page is given up. */
  take(bytes: Uint8Array): Promise<void> {
    if (this.#isGivenUp) return this.#givenUp;
    this.#stream ??= this.#isGzip ? this.#zipped() : this.#response;
    return this.#write(this.#stream, bytes);
  }

  /** Ends what was streamed. Resolves when the system has all of it. Rejects when the page is given up. */
  async end(): Promise<void> {
    if (this.#isGivenUp) return this.#givenUp;
    this.#stream?.end();
    await this.#finished();
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

  async #finished(): Promise<void> {
    if (!this.#response.writableFinished)
      await Promise.race([once(this.#response, 'finish'), this.#givenUp]);
  }

  #zipped(): Gzip {
    const stream = gzipStream();
    stream.on('error', () => this.fail('The page could not be compressed\n'));
    stream.pipe(this.#response);
    return stream;
  }

  #write(stream: EndpointResponse | Gzip, block: Uint8Array): Promise<void> {
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
