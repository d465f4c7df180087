import { type MethodDefinition, type ServiceError, status } from '@grpc/grpc-js';
import { grpcStatusName } from '@meterkit/meters/rpc';
import type { Connection } from '../grpc/connection.js';
import type { PageNumbers } from './page-numbers.js';

/** A connection that counts how its calls end, to hold the page against it. */
export class Tally {
  readonly #connection: Connection;
  readonly #counts = new Map<string, number>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Undefined when it is answered with anything but OK. */
  async call<Request, Response>(
    method: MethodDefinition<Request, Response>,
    request: Request,
    token?: string,
  ): Promise<Response | undefined> {
    try {
      const response = await this.#connection.call(method, request, token);
      this.#count(method.path, status.OK);
      return response;
    } catch (error) {
      this.#count(method.path, (error as ServiceError).code); // grpc-js rejects with these
      return undefined;
    }
  }

  /** Opens a stream, reads until the signal aborts or the server ends it, and resolves then. */
  async watch<Request, Response>(
    method: MethodDefinition<Request, Response>,
    request: Request,
    signal: AbortSignal,
  ): Promise<void> {
    const { path, requestSerialize, responseDeserialize } = method;
    const codec = [path, requestSerialize, responseDeserialize] as const;
    const stream = this.#connection.makeServerStreamRequest(...codec, request);
    stream.on('data', () => {});
    signal.addEventListener('abort', () => stream.cancel());
    const code = await new Promise<number>((resolve) => {
      stream.on('error', (error: ServiceError) => resolve(error.code));
      stream.on('end', () => resolve(status.OK));
    });
    this.#count(method.path, code);
  }

  /** What the page says otherwise; empty if it agrees. */
  differences(page: PageNumbers): readonly string[] {
    return [...this.#counts].flatMap(([key, count]) => {
      const [method = '', code = ''] = key.split(' ');
      const counted = page('grpc_server_request_total', { method, code });
      return counted === count ? [] : [`${key}: ${count} calls, ${counted} on the page`];
    });
  }

  #count(method: string, code: number): void {
    const key = `${method} ${grpcStatusName(code)}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }
}
