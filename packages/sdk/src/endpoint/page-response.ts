import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, createGzip, type Gzip, gzip } from 'node:zlib';
import type { Negotiation } from '@meterkit/exposition';
import { answerText } from './responses.js';

/** A page up to this size is finished before its headers go out, so that a failure is still a status. */
const HELD_BYTES = 1 << 20;

/** Level 1: 147 ns a line; level 6 takes four times as long for 7 % fewer bytes. */
const GZIP = { level: constants.Z_BEST_SPEED };

const compress = promisify(gzip);

/**
 * The answer that a page becomes: in one piece when it is small, streamed with back-pressure when it is not. A failure or the
 * deadline destroys the socket of a streamed one, so that the scrape fails whole instead of being half a page.
 */
export class PageResponse {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #deadline: NodeJS.Timeout;
  /** Rejects when the page is given up. */
  readonly #gone: Promise<never>;
  #giveUp: (error: Error) => void = () => undefined;
  #isGone = false;
  #negotiation: Negotiation | undefined;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #stream: ServerResponse | Gzip | undefined;
  #sent = false;

  constructor(request: IncomingMessage, response: ServerResponse, deadlineMs: number) {
    this.#request = request;
    this.#response = response;
    this.#deadline = setTimeout(
      () => this.fail('The deadline of the scrape has passed\n'),
      deadlineMs,
    );
    this.#gone = new Promise((_, reject) => {
      this.#giveUp = (error) => {
        this.#isGone = true;
        reject(error);
      };
    });
    this.#gone.catch(() => undefined); // it may be that nobody waits any more
    response.once('close', this.#closed);
  }

  /** All of the page was handed to the socket. */
  get sent(): boolean {
    return this.#sent;
  }

  begin(negotiation: Negotiation): void {
    this.#negotiation = negotiation;
    this.#response.setHeader('content-type', negotiation.contentType);
    this.#response.setHeader('vary', 'Accept, Accept-Encoding');
    this.#response.setHeader('cache-control', 'no-store');
    if (negotiation.contentEncoding === 'gzip')
      this.#response.setHeader('content-encoding', 'gzip');
  }

  /** Takes a block of the page; the block is the caller's again when the promise resolves. Rejects when nobody reads any more. */
  async take(block: Uint8Array): Promise<void> {
    if (this.#isGone) return this.#gone;
    if (this.#stream !== undefined) return this.#write(block);
    this.#held.push(Buffer.from(block));
    this.#heldBytes += block.length;
    if (this.#heldBytes > HELD_BYTES) await this.#startStream();
  }

  async end(): Promise<void> {
    if (this.#isGone) return this.#gone;
    if (this.#stream === undefined) await this.#sendHeld();
    else this.#stream.end();
    if (!this.#response.writableFinished)
      await Promise.race([once(this.#response, 'finish'), this.#gone]);
    this.#sent = true;
  }

  /** Gives up: a status while nothing has been sent, a broken connection afterwards. */
  fail(text: string): void {
    this.#giveUp(new Error(text.trim()));
    if (this.#response.headersSent) this.#response.destroy();
    else {
      for (const name of this.#response.getHeaderNames()) this.#response.removeHeader(name);
      answerText(this.#response, 500, text);
    }
  }

  dispose(): void {
    clearTimeout(this.#deadline);
    this.#response.off('close', this.#closed);
    if (this.#stream !== this.#response) this.#stream?.destroy();
  }

  readonly #closed = (): void => {
    if (!this.#response.writableFinished) this.#giveUp(new Error('the scraper has gone'));
  };

  async #sendHeld(): Promise<void> {
    const page = Buffer.concat(this.#held);
    const body = this.#negotiation?.contentEncoding === 'gzip' ? await compress(page, GZIP) : page;
    if (this.#isGone) return this.#gone;
    this.#response.setHeader('content-length', body.length);
    this.#response.end(this.#request.method === 'HEAD' ? undefined : body);
  }

  async #startStream(): Promise<void> {
    this.#stream = this.#response;
    if (this.#negotiation?.contentEncoding === 'gzip') {
      const gzip = createGzip(GZIP);
      gzip.on('error', (error) => this.#giveUp(error));
      gzip.pipe(this.#response);
      this.#stream = gzip;
    }
    const held = this.#held;
    this.#held = [];
    await Promise.all(held.map((block) => this.#write(block))); // handed on before any later block is taken
  }

  #write(block: Uint8Array): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.#stream?.write(block, (error) => (error ? reject(error) : resolve()));
    });
    return Promise.race([written, this.#gone]);
  }
}
