import type { IncomingMessage } from 'node:http';
import type { Writable } from 'node:stream';

/** What the endpoint looks at of a request. */
export type EndpointRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & OfNode;

/** What only a request of `node:http` has. */
export type OfNode = Partial<Pick<IncomingMessage, 'httpVersionMajor' | 'rawHeaders' | 'socket'>>;

/** What the endpoint answers into: a response of `node:http`, or a {@link FetchAnswer}. */
export interface EndpointResponse extends Writable {
  statusCode: number;
  readonly headersSent: boolean;
  setHeader(name: string, value: string | number | readonly string[]): unknown;
  removeHeader(name: string): void;
  writeHead(status: number, headers?: Readonly<Record<string, string | number>>): this;
}
