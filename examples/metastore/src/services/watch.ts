import type { EventEmitter } from 'node:events';
import { Metadata, type ServerWritableStream, status } from '@grpc/grpc-js';
import type { WatchMetrics } from '@meterkit/meters/storage';
import type { Version } from '../grpc/protocol.js';
import { statusError } from '../grpc/status-error.js';

/** A watch that is further behind is ended: it must not fill the memory. */
const MAX_WAITING = 10_000;

export type WatchCall = ServerWritableStream<{ prefix: string }, Version>;

/** Sends a client what changes under its prefix, until it cancels or does not keep up. */
export function watch(call: WatchCall, changes: EventEmitter, metrics: WatchMetrics): void {
  const active = metrics.startWatch();
  const send = (event: Version) => {
    if (!call.writable || !event.key.startsWith(call.request.prefix)) return;
    if (call.writableLength < MAX_WAITING) {
      call.write(event);
      metrics.recordEventsSent(1, { event_type: event.type });
    } else call.emit('error', statusError(status.RESOURCE_EXHAUSTED, 'too far behind'));
  };
  changes.on('change', send);
  call.once('cancelled', () => {
    changes.off('change', send); // grpc-js says so at the end of each call, however it ends
    active.stop();
  });
  call.sendMetadata(new Metadata()); // tells the client that it is open
}
