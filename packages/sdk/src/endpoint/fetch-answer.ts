import { Writable } from 'node:stream';
import type { EndpointResponse } from './exchange.js';

interface Block {
  readonly bytes: Uint8Array;
  readonly taken: () => void;
}

/**
 * The answer to a request of the fetch API, written like a response of `node:http`. A body of a known length is whole in its
 * Response; any other is streamed, a block for each read, so that a reader who stops stops the writer too. A reader who goes
 * closes it, and `destroy()` fails the reader.
 */
export class FetchAnswer extends Writable implements EndpointResponse {
  /** Fulfilled with the first byte of the body, or its absence; never rejects. */
  readonly response: Promise<Response>;
  statusCode = 200;
  readonly #headers = new Headers();
  readonly #hasBody: boolean;
  readonly #signal: AbortSignal;
  #resolve: (response: Response) => void = () => undefined;
  #headersSent = false;
  #reader: ReadableStreamDefaultController<Uint8Array> | undefined;
  #block: Block | undefined;
  #wanted: (() => void) | undefined;

  constructor({ method, signal }: Pick<Request, 'method' | 'signal'>) {
    super();
    this.#hasBody = method !== 'HEAD';
    this.#signal = signal;
    this.response = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.on('error', () => undefined); // the reader hears it
    signal.addEventListener('abort', this.#aborted, { once: true });
    if (signal.aborted) this.destroy();
  }

  get headersSent(): boolean {
    return this.#headersSent;
  }

  setHeader(name: string, value: string | number | readonly string[]): this {
    this.#headers.set(name, [value].flat().join(', '));
    return this;
  }

  removeHeader(name: string): void {
    this.#headers.delete(name);
  }

  writeHead(status: number, headers: Readonly<Record<string, string | number>> = {}): this {
    this.statusCode = status;
    for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
    return this;
  }

  override _write(bytes: Uint8Array, _: BufferEncoding, taken: () => void): void {
    const isWhole = this.#headers.get('content-length') === `${bytes.length}`;
    if (!this.#hasBody) taken();
    else if (isWhole) {
      this.#send(new Uint8Array(bytes)); // a copy: the memory is the writer's again when this is taken
      taken();
    } else {
      if (!this.#headersSent) this.#send(this.#stream());
      this.#block = { bytes, taken };
      this.#give();
    }
  }

  override _final(done: () => void): void {
    if (!this.#headersSent) this.#send(null);
    this.#reader?.close();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#signal.removeEventListener('abort', this.#aborted);
    if (!this.#headersSent) {
      this.statusCode = 500; // for nobody: only the one who asked can have ended it before it began
      this.#send(null);
    }
    if (!this.writableFinished)
      this.#reader?.error(error ?? new Error('the answer was broken off'));
    done(error);
  }

  readonly #aborted = (): void => void this.destroy();

  #send(body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null): void {
    this.#headersSent = true;
    this.#resolve(new Response(body, { status: this.statusCode, headers: this.#headers }));
  }

  #stream(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>(
      {
        start: (reader) => {
          this.#reader = reader;
        },
        pull: () =>
          new Promise<void>((resolve) => {
            this.#wanted = resolve;
            this.#give();
          }),
        cancel: () => {
          this.#reader = undefined;
          this.destroy();
        },
      },
      { highWaterMark: 0 },
    );
  }

  /** Gives a block when there is one and it is wanted. */
  #give(): void {
    if (this.#block === undefined || this.#wanted === undefined) return;
    const { bytes, taken } = this.#block;
    const wanted = this.#wanted;
    this.#block = undefined;
    this.#wanted = undefined;
    this.#reader?.enqueue(new Uint8Array(bytes)); // a copy, for the same reason
    wanted();
    taken();
  }
}
