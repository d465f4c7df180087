import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { OpenRequest } from './open-request.js';

/**
 * The requests of a connection that are not yet answered, in order. Watches the socket, not each response: a response that
 * waits in a pipeline hears nothing of the connection's end, and a listener for each costs more than all else.
 */
export class ServerConnection {
  /** Since the last answer: what was answered all the same was ended by no timeout. */
  timedOut = false;
  readonly socket: Socket;
  readonly #onClose: () => void;
  readonly #onTimeout = () => {
    this.timedOut = true;
  };
  #first: OpenRequest | undefined;

  constructor(socket: Socket, onClose: (connection: ServerConnection) => void) {
    this.socket = socket;
    this.#onClose = () => onClose(this);
    socket.on('close', this.#onClose);
    socket.on('timeout', this.#onTimeout);
  }

  add(open: OpenRequest): void {
    let last = this.#first;
    if (last === undefined) {
      this.#first = open;
      return;
    }
    while (last.next !== undefined) last = last.next;
    last.next = open;
  }

  /** Takes out the request that fits. */
  take(fits: (open: OpenRequest) => boolean): OpenRequest | undefined {
    let before: OpenRequest | undefined;
    for (let open = this.#first; open !== undefined; before = open, open = open.next) {
      if (!fits(open)) continue;
      if (before === undefined) this.#first = open.next;
      else before.next = open.next;
      return open;
    }
    return undefined;
  }

  /** Takes out the request of an answer. Answers end in order, so it is the first. */
  takeAnswered(response: ServerResponse): OpenRequest | undefined {
    const first = this.#first;
    if (first?.response !== response) return undefined;
    this.#first = first.next;
    this.timedOut = false;
    return first;
  }

  /** Hears of the socket no more. */
  release(): void {
    this.socket.off('close', this.#onClose);
    this.socket.off('timeout', this.#onTimeout);
  }
}
