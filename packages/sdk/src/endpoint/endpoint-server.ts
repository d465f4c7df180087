import {
  createServer,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Configuration } from '../configuration/configuration.js';
import { within } from '../within.js';
import { answerClientError, type ClientError } from './client-error.js';
import { EndpointListenError } from './endpoint-listen-error.js';
import { limitConnections, serverLimits } from './server-limits.js';
import { uncountedServer } from './uncounted.js';

export interface EndpointServerOptions {
  /** At the end: longest time for the answers that have begun. 3 s unless said. */
  readonly answeringMs?: number;
  /** Of headers, requests and idle connections; {@link serverLimits} unless said. */
  readonly limits?: ServerOptions;
  /** Hears of what the server has refused by itself: what was no HTTP, and connections that were too many. */
  readonly refused?: (why: 'invalid' | 'refused') => void;
}

/** The endpoint's own server. It keeps no process alive. */
export class EndpointServer {
  readonly #options: Configuration['scrape'];
  readonly #listener: RequestListener;
  readonly #answeringMs: number;
  readonly #limits: ServerOptions;
  readonly #refused: (why: 'invalid' | 'refused') => void;
  readonly #answers = new Set<ServerResponse>();
  #server: Server | undefined;
  #listening: Promise<Server> | undefined;
  #closing: Promise<void> = Promise.resolve();

  constructor(
    options: Configuration['scrape'],
    listener: RequestListener,
    {
      answeringMs = 3000,
      limits = serverLimits,
      refused = () => undefined,
    }: EndpointServerOptions = {},
  ) {
    this.#options = options;
    this.#listener = listener;
    this.#answeringMs = answeringMs;
    this.#limits = limits;
    this.#refused = refused;
  }

  /** Where the page is, while it listens. */
  get url(): string | undefined {
    const address = this.#server?.address();
    if (address === null || typeof address !== 'object') return undefined;
    return `http://${urlHost(address)}:${address.port}${this.#options.metricsPath}`;
  }

  /** Rejects with {@link EndpointListenError}; after a failure and after `close()` it may be called again. */
  async listen(): Promise<void> {
    const listening = this.#listening ?? this.#listen();
    this.#listening = listening;
    try {
      this.#server = await listening;
    } catch (error) {
      if (this.#listening === listening) this.#listening = undefined;
      throw error;
    }
  }

  hold(alive: boolean): void {
    if (alive) this.#server?.ref();
    else this.#server?.unref();
  }

  /** Listens no more, lets the answers end that have begun, for a time, and then ends all connections. Never rejects. */
  close(): Promise<void> {
    const listening = this.#listening;
    this.#listening = undefined;
    this.#server = undefined;
    this.#closing = this.#closing.then(() => this.#close(listening));
    return this.#closing;
  }

  async #listen(): Promise<Server> {
    await this.#closing;
    const { host, port, maxConnections } = this.#options;
    const answer: RequestListener = (request, response) => {
      this.#answers.add(response);
      response.once('close', () => this.#answers.delete(response));
      this.#listener(request, response);
    };
    const server = uncountedServer(createServer(this.#limits, answer));
    for (const event of ['checkContinue', 'checkExpectation']) server.on(event, answer); // no body is wanted
    server.on('clientError', (error: ClientError, socket) => {
      const isAnswering = [...this.#answers].some((response) => response.socket === socket);
      if (answerClientError(error, socket, isAnswering)) this.#refused('invalid');
    });
    limitConnections(server, maxConnections, () => this.#refused('refused'));
    server.unref();
    server.on('connection', (socket) => void socket.unref());
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(new EndpointListenError(error, host, port)));
      server.listen({ host, port }, resolve);
    });
    server.on('error', () => undefined); // a listening server has no error that could be mended here
    return server;
  }

  async #close(listening: Promise<Server> | undefined): Promise<void> {
    const server = await listening?.catch(() => undefined);
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await within(Promise.all(Array.from(this.#answers, ended)), this.#answeringMs);
    server.closeAllConnections();
    await closed;
  }
}

function ended(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once('close', resolve));
}

/** An address that the machine itself can open. */
function urlHost({ address, family }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return family === 'IPv6' ? `[${address}]` : address;
}
