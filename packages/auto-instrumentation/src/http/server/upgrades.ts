import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { StopRecording } from '../../recorder.js';
import { isIgnored } from '../ignore-request.js';
import { methodIndex } from '../known-method.js';
import { quietly } from '../quietly.js';
import { closeReason } from './connection-error.js';
import type { ProtocolVersion, ServerSeries } from './server-series.js';

/** Requests that Node hands to the application with their socket, and without a response. */
const EVENTS = ['upgrade', 'connect'] as const;

type Event = (typeof EVENTS)[number];

/**
 * Records requests for an upgrade, and CONNECT: from their arrival to the first bytes that the application writes on the
 * socket, whose status line is the answer. What follows is another protocol. Node publishes them on no channel.
 */
export class Upgrades {
  readonly #series: ServerSeries;
  readonly #ignore: ((request: IncomingMessage) => boolean) | undefined;
  readonly #listening = new Map<Server, Map<Event, StopRecording>>();
  readonly #open = new Set<Handshake>();

  constructor(series: ServerSeries, ignore: ((request: IncomingMessage) => boolean) | undefined) {
    this.#series = series;
    this.#ignore = ignore;
  }

  /**
   * At each connection of a server. Listens only while the application does: a listener of ours alone would make Node hand
   * over sockets that nobody then serves.
   */
  watch(server: Server): void {
    for (const event of EVENTS) {
      if (server.listenerCount(event) > 0 && this.#listening.get(server)?.has(event) !== true)
        this.#listen(server, event);
    }
  }

  stop(): void {
    for (const events of this.#listening.values()) for (const stop of events.values()) stop();
    this.#listening.clear();
    for (const handshake of this.#open) handshake.abandon();
    this.#open.clear();
  }

  #listen(server: Server, event: Event): void {
    const asked = quietly(({ request, socket }: { request: IncomingMessage; socket: Socket }) => {
      if (isIgnored(server) || isIgnored(request) || this.#ignore?.(request) === true) return;
      const handshake = new Handshake(request, socket, this.#series, () =>
        this.#open.delete(handshake),
      );
      this.#open.add(handshake);
    });
    const onEvent = (request: IncomingMessage, socket: Socket) => asked({ request, socket });
    const onRemoved = (name: unknown) => {
      if (name === event && server.listenerCount(event) <= 1) stop();
    };
    const stop = () => {
      server.off('removeListener', onRemoved);
      server.off('close', stop);
      server.off(event, onEvent as () => void); // the event's own arguments
      const events = this.#listening.get(server);
      events?.delete(event);
      if (events?.size === 0) this.#listening.delete(server);
    };
    server.prependListener(event, onEvent as () => void); // the event's own arguments
    server.on('removeListener', onRemoved);
    server.on('close', stop);
    const events = this.#listening.get(server) ?? new Map<Event, StopRecording>();
    this.#listening.set(server, events.set(event, stop));
  }
}

/** A request whose answer will be the first bytes on its socket. */
class Handshake {
  readonly #request: IncomingMessage;
  readonly #socket: Socket;
  readonly #series: ServerSeries;
  readonly #onEnd: () => void;
  readonly #startedAt = performance.now();
  readonly #method: number;
  readonly #secure: boolean;
  readonly #closed = () => this.#end(undefined);

  constructor(request: IncomingMessage, socket: Socket, series: ServerSeries, onEnd: () => void) {
    this.#request = request;
    this.#socket = socket;
    this.#series = series;
    this.#onEnd = onEnd;
    this.#method = methodIndex(request.method);
    this.#secure = (socket as { encrypted?: boolean }).encrypted === true; // a TLSSocket's
    series.active(this.#method, this.#secure).add(1);
    socket.on('close', this.#closed);
    this.#watch('write');
    this.#watch('end');
  }

  /** It is neither watched nor active any more, and not recorded. */
  abandon(): void {
    this.#socket.off('close', this.#closed);
    for (const name of ['write', 'end']) Reflect.deleteProperty(this.#socket, name);
    this.#series.active(this.#method, this.#secure).add(-1);
  }

  /** A method of its own hides the socket's, until it is called with bytes. */
  #watch(name: 'write' | 'end'): void {
    const original = this.#socket[name];
    const watched = (...args: unknown[]) => {
      const status = statusOf(args[0]);
      if (status !== undefined) this.#end(status);
      return Reflect.apply(original, this.#socket, args);
    };
    Object.defineProperty(this.#socket, name, {
      value: watched,
      configurable: true,
      writable: true,
    });
  }

  #end(statusCode: number | undefined): void {
    this.abandon();
    this.#onEnd();
    this.#series.record({
      method: this.#method,
      secure: this.#secure,
      protocolVersion: (this.#request.httpVersionMinor === 0 ? 1 : 0) as ProtocolVersion, // of HTTP/1
      route: undefined,
      statusCode,
      connectionError: statusCode === undefined ? closeReason(this.#socket) : undefined,
      durationSeconds: (performance.now() - this.#startedAt) / 1000,
      requestBodyBytes: 0,
      responseBodyBytes: 0,
    });
  }
}

/** Of `HTTP/1.1 101 Switching Protocols`, 101. Undefined for no bytes at all; 0 never: what is no status line is taken for 200. */
function statusOf(chunk: unknown): number | undefined {
  if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return undefined;
  const line = Buffer.from(chunk.slice(0, 16)).toString('latin1');
  return Number(/^HTTP\/1\.[01] (\d{3})/.exec(line)?.[1] ?? 200);
}
