import type { ClientRequest, IncomingMessage } from 'node:http';
import { isIgnored } from '../ignore-request.js';
import { methodIndex } from '../known-method.js';
import { quietly } from '../quietly.js';
import type { AskedRequest, ClientSeries, Target } from './client-series.js';

interface OpenRequest extends AskedRequest {
  readonly onClose: () => void;
  failed?: { readonly cause: unknown };
}

/**
 * Records requests of `node:http` and `node:https`, from the moment that they are made, or sent where Node does not tell of
 * that, to the end of the answer's body.
 */
export class NodeRequests {
  readonly #series: ClientSeries;
  readonly #open = new Map<ClientRequest, OpenRequest>();

  constructor(series: ClientSeries) {
    this.#series = series;
  }

  /** By name of the channel. */
  readonly channels: Readonly<Record<string, (message: unknown) => void>> = {
    // Node 22.12 on; before, a request with a body that is streamed begins when that ends.
    'http.client.request.created': (message) => this.#began(message as { request: ClientRequest }), // Node's documentation
    'http.client.request.start': (message) => this.#began(message as { request: ClientRequest }), // Node's documentation
    'http.client.request.error': (message) =>
      this.#failed(message as { request: ClientRequest; error: unknown }), // Node's documentation
  };

  stop(): void {
    for (const [request, { onClose }] of this.#open) request.off('close', onClose);
    this.#open.clear();
  }

  #began({ request }: { readonly request: ClientRequest }): void {
    if (this.#open.has(request) || request.closed || isIgnored(request)) return;
    const closed = quietly((ended: ClientRequest) => this.#ended(ended));
    const onClose = () => closed(request);
    this.#open.set(request, {
      target: targetOf(request, this.#series),
      method: methodIndex(request.method),
      startedAt: performance.now(),
      onClose,
    });
    request.once('close', onClose);
  }

  #failed({ request, error }: { readonly request: ClientRequest; readonly error: unknown }): void {
    this.#began({ request }); // it may have failed before it was sent
    const open = this.#open.get(request);
    if (open !== undefined) open.failed ??= { cause: error };
  }

  #ended(request: ClientRequest): void {
    const open = this.#open.get(request);
    if (open === undefined) return;
    this.#open.delete(request);
    const { res: response } = request as { res?: IncomingMessage | null }; // not documented, and there since Node 0.3
    const cutOff =
      response && !response.complete && !response.statusCode?.toString().startsWith('1');
    const failed = open.failed ?? (cutOff ? { cause: response.errored } : undefined);
    this.#series.record(open, response?.statusCode, failed);
  }
}

/** The port is in the Host header only, and not known where that is another's. */
function targetOf(request: ClientRequest, series: ClientSeries): Target {
  const { host: address, protocol } = request;
  const { socketPath } = request as { socketPath?: string }; // not documented, and there since Node 0.5
  if (socketPath) return series.targetWithoutPort(socketPath);
  const host = String(request.getHeader('host') ?? '');
  const own = host === bracketed(address) || host.startsWith(`${bracketed(address)}:`);
  return own ? series.target(`${protocol}//${host}`) : series.targetWithoutPort(address);
}

function bracketed(address: string): string {
  return address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
}
