import type { RequestListener } from 'node:http';
import type { Configuration } from '../configuration/configuration.js';
import { EndpointListenError } from './endpoint-listen-error.js';
import { EndpointServer } from './endpoint-server.js';

/** A server of its own for health and readiness, where `health.port` asks for one; nothing otherwise. */
export class HealthServer {
  readonly #address: Pick<Configuration['scrape'], 'host' | 'port' | 'socket'> | undefined;
  readonly #server: EndpointServer | undefined;

  constructor({ scrape, health }: Configuration, listener: RequestListener) {
    const { port, host = scrape.host } = health;
    if (port === undefined) return;
    this.#address = { host, port, socket: undefined };
    const metricsPath = scrape.healthPath; // where its url leads
    this.#server = new EndpointServer({ ...scrape, ...this.#address, metricsPath }, listener);
  }

  /** Where health is, while it listens. */
  get url(): string | undefined {
    return this.#server?.url;
  }

  /** Rejects with {@link EndpointListenError}. */
  async listen(): Promise<void> {
    try {
      await this.#server?.listen();
    } catch (error) {
      if (!(error instanceof EndpointListenError) || this.#address === undefined) throw error;
      throw new EndpointListenError(error.cause as NodeJS.ErrnoException, this.#address, 'health'); // as it came from listen()
    }
  }

  hold(alive: boolean): void {
    this.#server?.hold(alive);
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }
}
