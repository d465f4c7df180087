import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { StopRecording } from '../../recorder.js';
import { isIgnored } from '../ignore-request.js';
import { quietly } from '../quietly.js';
import { Handshake } from './handshake.js';
import type { ServerSeries } from './server-series.js';

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
