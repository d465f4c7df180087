import { type ServerWritableStream, status } from '@grpc/grpc-js';
import type { WatchMetrics } from '@meterkit/meters/storage';
import type { WatchEvent, WatchRequest, WatchResponse } from '../grpc/protocol.js';
import { StatusError } from '../grpc/status-error.js';

/** A watch that is further behind is ended: it must not fill the memory. */
const MAX_WAITING = 10_000;

export type WatchCall = ServerWritableStream<WatchRequest, WatchResponse>;

/** Sends what changes to who watches. */
export class Watches {
  readonly #metrics: WatchMetrics;
  readonly #calls = new Set<WatchCall>();

  constructor(metrics: WatchMetrics) {
    this.#metrics = metrics;
  }

  open(call: WatchCall, revision: number): void {
    const watch = this.#metrics.startWatch();
    this.#calls.add(call);
    call.once('cancelled', () => {
      watch.stop(); // grpc-js says so at the end of each call, however it ends
      this.#calls.delete(call);
    });
    call.write({ opened: true, revision });
  }

  publish(event: WatchEvent): void {
    for (const call of this.#calls) {
      if (!event.key.startsWith(call.request.prefix)) continue;
      if (call.writableLength < MAX_WAITING) {
        call.write(event);
        this.#metrics.recordEventsSent(1, { event_type: event.type });
      } else this.#end(call, new StatusError(status.RESOURCE_EXHAUSTED, 'too far behind'));
    }
  }

  endAll(): void {
    const reason = new StatusError(status.UNAVAILABLE, 'the node stops');
    for (const call of this.#calls) this.#end(call, reason);
  }

  #end(call: WatchCall, reason: StatusError): void {
    this.#calls.delete(call);
    call.emit('error', reason);
  }
}
