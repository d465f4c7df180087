import { chmodSync } from 'node:fs';
import type { RequestListener, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Configuration } from '../configuration/configuration.js';
import { within } from '../within.js';
import { answerClientError, type ClientError } from './client-error.js';
import { EndpointListenError } from './endpoint-listen-error.js';
import { removeStaleSocket } from './remove-stale-socket.js';
import { answerRequests, limitConnections, serverLimits } from './server-limits.js';
import type { TlsTransport } from './tls-transport.js';
import { uncountedServer } from './uncounted.js';

export interface EndpointServerOptions {
  /** At the end: longest time for the answers that have begun. 3 s unless said. */
  readonly answeringMs?: number;
  /** Of headers, requests and idle connections; {@link serverLimits} unless said. */
  readonly limits?: ServerOptions;
  /** Hears of what the server has refused by itself: no HTTP, no handshake, too many connections. */
  readonly refused?: (reason: 'invalid' | 'tls' | 'connections') => void;
  /** Absent: in the clear. */
  readonly tls?: TlsTransport | undefined;
  /** Which options say where it listens; `scrape` unless said. */
  readonly group?: EndpointListenError['group'];
}

/** Where it listens, and how many it takes. */
export type EndpointAddress = Pick<
  Configuration['scrape'],
  'host' | 'port' | 'socket' | 'socketMode' | 'maxConnections'
>;

/** A server of the endpoint's own. It keeps no process alive. */
export class EndpointServer {
  readonly #options: EndpointAddress;
  readonly #listener: RequestListener;
  readonly #answeringMs: number;
  readonly #limits: ServerOptions;
  readonly #refused: NonNullable<EndpointServerOptions['refused']>;
  readonly #tls: TlsTransport | undefined;
  readonly #group: EndpointListenError['group'];
  readonly #answers = new Set<ServerResponse>();
  readonly #sockets = new Set<Socket>();
  #server: Server | HttpsServer | undefined;
  #listening: Promise<Server | HttpsServer> | undefined;
  #closing: Promise<void> = Promise.resolve();

  constructor(
    options: EndpointAddress,
    listener: RequestListener,
    {
      answeringMs = 3000,
      limits = serverLimits,
      refused = () => undefined,
      tls,
      group = 'scrape',
    }: EndpointServerOptions = {},
  ) {
    this.#options = options;
    this.#listener = listener;
    this.#answeringMs = answeringMs;
    this.#limits = limits;
    this.#refused = refused;
    this.#tls = tls;
    this.#group = group;
  }

  /** Where a path is, while it listens. */
  urlOf(path: string): string | undefined {
    const address = this.#server?.address();
    if (typeof address === 'string') return `unix:${address}:${path}`;
    if (address === null || address === undefined) return undefined;
    const scheme = this.#tls === undefined ? 'http' : 'https';
    return `${scheme}://${urlHost(address)}:${address.port}${path}`;
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

  async #listen(): Promise<Server | HttpsServer> {
    await this.#closing;
    const { host, port, socket, socketMode, maxConnections } = this.#options;
    const answer: RequestListener = (request, response) => {
      this.#answers.add(response);
      response.once('close', () => this.#answers.delete(response));
      this.#listener(request, response);
    };
    const { createServer } = process.getBuiltinModule('node:http'); // on Node 24 an import loads fetch and HTTP/2: 25 ms and 1.5 MB of each start
    const server = uncountedServer(
      this.#tls?.createServer(this.#limits, answer) ??
        answerRequests(createServer(this.#limits), answer),
    );
    server.on('clientError', (error: ClientError, socket) => {
      const isAnswering = [...this.#answers].some((response) => response.socket === socket);
      if (answerClientError(error, socket, isAnswering)) this.#refused('invalid');
    });
    server.on('tlsClientError', () => this.#refused('tls'));
    limitConnections(server, maxConnections, () => this.#refused('connections'));
    server.unref();
    server.on('connection', (socket: Socket) => {
      socket.unref();
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    if (socket !== undefined) await removeStaleSocket(socket);
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(this.#listenError(error)));
      // exclusive: the workers of a cluster would share the port, and each scrape would read another one
      const at = socket === undefined ? { host, port } : { path: socket };
      server.listen({ ...at, exclusive: true }, resolve);
    });
    try {
      if (socket !== undefined) chmodSync(socket, Number.parseInt(socketMode, 8));
    } catch (error) {
      server.close();
      throw this.#listenError(error as Error); // what node:fs throws
    }
    server.on('error', () => undefined); // a listening server has no error that could be mended here
    return server;
  }

  #listenError(cause: Error): EndpointListenError {
    return new EndpointListenError(cause, this.#options, this.#group);
  }

  async #close(listening: Promise<Server> | undefined): Promise<void> {
    const server = await listening?.catch(() => undefined);
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await within(Promise.all(Array.from(this.#answers, ended)), this.#answeringMs);
    server.closeAllConnections();
    for (const socket of this.#sockets) socket.destroy(); // those that have not ended their handshake
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
