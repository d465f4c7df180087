import type { IncomingMessage, Server } from 'node:http';
import type {
  Http2ServerRequest,
  Http2ServerResponse,
  IncomingHttpHeaders,
  ServerHttp2Stream,
} from 'node:http2';
import { isIgnored } from '../ignore-request.js';
import { quietly } from '../quietly.js';
import type { RouteFinder } from '../routes/route-finder.js';
import { Http2Request } from './http2-request.js';
import type { ServerSeries } from './server-series.js';

type StreamListener = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;
type RequestListener = (request: Http2ServerRequest, response: Http2ServerResponse) => void;

/** Records the requests of HTTP/2 servers by their events, from a server's first connection on: HTTP/2 has no channel on every Node. */
export class Http2Requests {
  readonly #series: ServerSeries;
  readonly #routes: RouteFinder;
  readonly #ignore: ((request: IncomingMessage) => boolean) | undefined;
  readonly #stops = new Map<Server, () => void>();
  readonly #open = new Map<ServerHttp2Stream, Http2Request>();

  constructor(
    series: ServerSeries,
    routes: RouteFinder,
    ignore: ((request: IncomingMessage) => boolean) | undefined,
  ) {
    this.#series = series;
    this.#routes = routes;
    this.#ignore = ignore;
  }

  watch(server: Server): void {
    // Both kinds of HTTP/2 server have it, and their classes are not exported.
    if (!('updateSettings' in server) || this.#stops.has(server)) return;
    const began = quietly(([stream, headers]: Parameters<StreamListener>) =>
      this.#began(server, stream, headers),
    );
    const onStream: StreamListener = (stream, headers) => began([stream, headers]);
    const onRequest: RequestListener = (request, response) =>
      this.#open.get(request.stream)?.seen({ request, response });
    const onClose = () => this.#forget(server);
    // Before those of the application; of 'request', only where it uses that API, which a listener would switch on.
    server.prependListener('stream', onStream);
    if (server.listenerCount('request') > 0)
      server.prependListener('request', onRequest as unknown as () => void); // its own arguments
    server.on('close', onClose);
    this.#stops.set(server, () => {
      server.off('stream', onStream);
      server.off('request', onRequest as unknown as () => void); // its own arguments
      server.off('close', onClose);
    });
  }

  /** A request that the application has taken out. */
  ignored(request: object): void {
    const { stream } = request as { stream?: ServerHttp2Stream }; // asks for one property, whatever it is
    if (stream !== undefined) this.#take(stream)?.end();
  }

  stop(): void {
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
    for (const stream of this.#open.keys()) this.#take(stream)?.end();
  }

  #began(server: Server, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    if (isIgnored(server) || this.#ignored(stream, headers)) return;
    const request = new Http2Request(stream, headers, this.#series, () => {
      const open = this.#take(stream);
      if (open === undefined) return;
      open.end();
      this.#series.record(open.served(this.#routes));
    });
    this.#open.set(stream, request);
  }

  /** The predicate is asked with what it may want of a request: its headers, method, path and socket. */
  #ignored(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): boolean {
    if (this.#ignore === undefined) return false;
    const { ':method': method, ':path': url } = headers;
    const { socket } = stream.session ?? {};
    return this.#ignore({ headers, method, url, socket, stream } as unknown as IncomingMessage); // documented so
  }

  #take(stream: ServerHttp2Stream): Http2Request | undefined {
    const open = this.#open.get(stream);
    this.#open.delete(stream);
    return open;
  }

  #forget(server: Server): void {
    this.#stops.get(server)?.();
    this.#stops.delete(server);
  }
}
