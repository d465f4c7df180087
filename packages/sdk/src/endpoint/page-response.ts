import { once } from 'node:events';
import type { Transform } from 'node:stream';
import type { ContentEncoding, Negotiation } from '@meterkit/exposition';
import { compressStream } from './compression.js';
import type { EndpointRequest, EndpointResponse } from './exchange.js';
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
  #encoding: ContentEncoding = 'identity';
  #stream: EndpointResponse | Transform | undefined;
  /** When the scraper last took something, or the first of it was sent. */
  #progressMs: number | undefined;

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

  /** For how long the scraper has taken nothing of what is being sent, in milliseconds; 0 before anything is. */
  get stalledMs(): number {
    return this.#progressMs === undefined ? 0 : performance.now() - this.#progressMs;
  }

  begin({ contentType, contentEncoding }: Negotiation): void {
    this.#encoding = contentEncoding;
    this.#response.statusCode = 200; // a framework may have begun with another one
    this.#response.setHeader('content-type', contentType);
    this.#response.setHeader('vary', 'Accept, Accept-Encoding');
    // no-transform, for middleware: what compresses again loses the callbacks of write()
    this.#response.setHeader('cache-control', 'no-store, no-transform');
    if (contentEncoding !== 'identity')
      this.#response.setHeader('content-encoding', contentEncoding);
  }

  /** Sends a whole page, compressed already. Resolves when the system has it. Rejects when the page is given up. */
  async send(body: Buffer): Promise<void> {
    if (this.#isGivenUp) return this.#givenUp;
    this.#progressMs = performance.now();
    this.#response.setHeader('content-length', body.length);
    this.#response.end(this.#request.method === 'HEAD' ? undefined : body);
    await this.#finished();
  }

  /** Streams bytes of the page; they are the caller's again when the promise resolves. Rejects when the page is given up. */
  take(bytes: Uint8Array): Promise<void> {
    if (this.#isGivenUp) return this.#givenUp;
    this.#stream ??=
      this.#encoding === 'identity' ? this.#response : this.#compressing(this.#encoding);
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

  #compressing(encoding: Exclude<ContentEncoding, 'identity'>): Transform {
    const stream = compressStream(encoding);
    stream.on('error', () => this.fail('The page could not be compressed\n'));
    stream.pipe(this.#response);
    return stream;
  }

  #write(stream: EndpointResponse | Transform, block: Uint8Array): Promise<void> {
    this.#progressMs ??= performance.now();
    const written = new Promise<void>((resolve, reject) => {
      stream.write(block, (error) => {
        this.#progressMs = performance.now();
        if (!error) resolve();
        else if (stream === this.#response)
          this.#closed(); // the socket tells before its 'close' does
        else reject(error);
      });
    });
    return Promise.race([written, this.#givenUp]);
  }
}
