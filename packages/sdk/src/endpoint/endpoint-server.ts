import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Configuration } from '../configuration/configuration.js';
import { EndpointListenError } from './endpoint-listen-error.js';

/** The endpoint's own server. It keeps no process alive. */
export class EndpointServer {
  readonly #options: Configuration['scrape'];
  readonly #listener: RequestListener;
  #server: Server | undefined;
  #listening: Promise<void> | undefined;

  constructor(options: Configuration['scrape'], listener: RequestListener) {
    this.#options = options;
    this.#listener = listener;
  }

  /** Where the page is, while it listens. */
  get url(): string | undefined {
    const address = this.#server?.address();
    if (address === null || typeof address !== 'object') return undefined;
    return `http://${urlHost(address)}:${address.port}${this.#options.metricsPath}`;
  }

  /** Rejects with {@link EndpointListenError}; after a failure and after `close()` it may be called again. */
  listen(): Promise<void> {
    this.#listening ??= this.#listen().catch((error: unknown) => {
      this.#listening = undefined;
      this.#server = undefined;
      throw error;
    });
    return this.#listening;
  }

  hold(alive: boolean): void {
    if (alive) this.#server?.ref();
    else this.#server?.unref();
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#listening = undefined;
    if (server === undefined || !server.listening) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  async #listen(): Promise<void> {
    const { host, port } = this.#options;
    const server = createServer(this.#listener);
    this.#server = server;
    server.unref();
    server.on('connection', (socket) => void socket.unref());
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(new EndpointListenError(error, host, port)));
      server.listen({ host, port }, resolve);
    });
    server.on('error', () => undefined); // a listening server has no error that could be mended here
  }
}

/** An address that the machine itself can open. */
function urlHost({ address, family }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return family === 'IPv6' ? `[${address}]` : address;
}
