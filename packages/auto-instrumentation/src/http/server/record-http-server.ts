import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { defaultStore } from '@meterkit/instruments';
import { recordOnce } from '../../record-once.js';
import type { RecorderContext, StopRecording } from '../../recorder.js';
import { ignoredRequests, isIgnored } from '../ignore-request.js';
import { quietly } from '../quietly.js';
import { watchFastify } from '../routes/fastify-routes.js';
import { RouteFinder, type RouteOf } from '../routes/route-finder.js';
import { cutOffBodyBytes, requestBodyBytes, responseBodyBytes, watchWrites } from './body-bytes.js';
import { type ConnectionError, connectionError } from './connection-error.js';
import { HttpServerMetrics } from './http-server-metrics.js';
import { Http2Requests } from './http2-requests.js';
import { OpenRequest } from './open-request.js';
import { ServerConnection } from './server-connection.js';
import { ServerSeries } from './server-series.js';
import { Upgrades } from './upgrades.js';

export interface HttpServerOptions {
  /**
   * Requests that are not counted: not as active, either. Asked at the start of each; of an HTTP/2 one with what
   * `ignore` can know then, its headers. Default: none. See also `ignoreRequest` and `ignoreServer`.
   */
  readonly ignore?: (request: IncomingMessage) => boolean;
  /** The template of a route, asked at the end of each request and before what frameworks say; undefined: they are asked. */
  readonly routeOf?: RouteOf;
  /** How many different routes are kept; further ones are `_OTHER`. Default 200. */
  readonly routeLimit?: number;
}

/**
 * Records every request that this process answers over HTTP/1, HTTPS and HTTP/2, whichever way its servers were made,
 * before or after. Neither recording nor what it asks of the application throws into it.
 */
export function recordHttpServer(
  context: RecorderContext = {},
  options: HttpServerOptions = {},
): StopRecording {
  const { store = defaultStore(), warn } = context;
  const start = (): StopRecording => {
    const metrics = new HttpServerMetrics({ store });
    const recorder = new HttpServerRecorder(metrics, options, warn);
    const stops = [recorder.start(), watchWrites(), watchFastify()];
    return () => {
      for (const stop of stops) stop();
    };
  };
  const name = 'http.server';
  return recordOnce(name, store, start, () =>
    warn?.(`${name}: recorded into this store already; the options of the first recorder hold`),
  );
}

interface HttpMessage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket;
  readonly server: Server;
}

class HttpServerRecorder {
  readonly #series: ServerSeries;
  readonly #routes: RouteFinder;
  readonly #ignore: HttpServerOptions['ignore'];
  /** Of each socket that is open. A symbol of this recorder on it is found in a tenth of the time of a map's key. */
  readonly #connections = new Set<ServerConnection>();
  readonly #connection = Symbol('connection');
  readonly #http2: Http2Requests;
  readonly #upgrades: Upgrades;

  constructor(
    metrics: HttpServerMetrics,
    options: HttpServerOptions,
    warn: RecorderContext['warn'] = () => {},
  ) {
    this.#series = new ServerSeries(metrics);
    this.#routes = new RouteFinder(options, warn);
    this.#ignore = options.ignore;
    this.#http2 = new Http2Requests(this.#series, this.#routes, options.ignore);
    this.#upgrades = new Upgrades(this.#series, options.ignore);
  }

  start(): StopRecording {
    const handlers: [string, (message: unknown) => void][] = [
      ['http.server.request.start', (message) => this.#began(message as HttpMessage)], // Node's documentation
      ['http.server.response.finish', (message) => this.#finished(message as HttpMessage)], // Node's documentation
      ['net.server.socket', (message) => this.#connected(message as { socket: Socket })], // Node's documentation
      [ignoredRequests.name as string, (message) => this.#ignored(message as HttpMessage)], // ours
    ];
    const quiet = handlers.map(([name, handler]) => [name, quietly(handler)] as const);
    for (const [name, handler] of quiet) subscribe(name, handler);
    return () => {
      for (const [name, handler] of quiet) unsubscribe(name, handler);
      this.#stop();
    };
  }

  #began({ request, response, socket, server }: HttpMessage): void {
    if (isIgnored(server) || isIgnored(request) || this.#ignore?.(request) === true) return;
    this.#connectionOf(socket).add(new OpenRequest(request, response, this.#series));
  }

  #finished({ response, socket }: HttpMessage): void {
    const open = this.#known(socket)?.takeAnswered(response);
    if (open === undefined) return;
    open.end();
    this.#record(open, undefined, responseBodyBytes(open.request, response));
  }

  /** The connection closed: what was open on it will not be answered. */
  #closed(connection: ServerConnection): void {
    this.#connections.delete(connection);
    const { socket } = connection;
    for (let open = connection.take(any); open !== undefined; open = connection.take(any)) {
      open.end();
      const { request, response } = open;
      const server = (socket as { server?: Server }).server; // Node sets it on what a server accepted
      const sent = cutOffBodyBytes(request, response);
      this.#record(open, connectionError(connection, response, server), sent);
    }
  }

  #record(open: OpenRequest, error: ConnectionError | undefined, responseBytes: number): void {
    const { request, response } = open;
    this.#series.record({
      method: open.method,
      secure: open.secure,
      protocolVersion: open.protocolVersion,
      route: this.#routes.find(request, response),
      statusCode: error === undefined ? response.statusCode : error.statusCode,
      connectionError: error?.type,
      durationSeconds: open.durationSeconds,
      requestBodyBytes: requestBodyBytes(request),
      responseBodyBytes: responseBytes,
    });
  }

  #ignored({ request }: { readonly request: IncomingMessage }): void {
    this.#http2.ignored(request);
    if (request.socket === undefined) return;
    this.#known(request.socket)
      ?.take((open) => open.request === request)
      ?.end();
  }

  /** A server's first connection is where its events can be had, whenever and however it was made. */
  #connected({ socket }: { readonly socket: Socket }): void {
    const { server } = socket as { server?: Server }; // Node sets it on what a server accepted
    if (server === undefined || isIgnored(server)) return;
    this.#upgrades.watch(server);
    this.#http2.watch(server);
  }

  #connectionOf(socket: Socket): ServerConnection {
    const known = this.#known(socket);
    if (known !== undefined) return known;
    const connection = new ServerConnection(
      socket,
      quietly((closed: ServerConnection) => this.#closed(closed)),
    );
    this.#connections.add(connection);
    Object.defineProperty(socket, this.#connection, { value: connection, configurable: true });
    return connection;
  }

  #known(socket: Socket): ServerConnection | undefined {
    return (socket as Socket & Record<symbol, ServerConnection | undefined>)[this.#connection]; // only `#connectionOf` sets it
  }

  #stop(): void {
    for (const connection of this.#connections) {
      connection.release();
      for (let open = connection.take(any); open !== undefined; open = connection.take(any))
        open.end();
    }
    this.#connections.clear();
    this.#http2.stop();
    this.#upgrades.stop();
  }
}

const any = () => true;
