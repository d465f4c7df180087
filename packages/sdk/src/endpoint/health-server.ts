import type { RequestListener } from 'node:http';
import type { Configuration } from '../configuration/configuration.js';
import { EndpointListenError } from './endpoint-listen-error.js';
import { EndpointServer } from './endpoint-server.js';

/** A server of its own for health and readiness, where `health.port` asks for one; nothing otherwise. */
export class HealthServer {
  readonly #address: { readonly host: string; readonly port: number } | undefined;
  readonly #server: EndpointServer | undefined;

  constructor({ scrape, health }: Configuration, listener: RequestListener) {
    const { port, host = scrape.host } = health;
    if (port === undefined) return;
    this.#address = { host, port };
    const metricsPath = scrape.healthPath; // where its url leads
    this.#server = new EndpointServer({ ...scrape, host, port, metricsPath }, listener);
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
      const { host, port } = this.#address;
      throw new EndpointListenError(error.cause as NodeJS.ErrnoException, host, port, 'health'); // as it came from listen()
    }
  }

  hold(alive: boolean): void {
    this.#server?.hold(alive);
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }
}
