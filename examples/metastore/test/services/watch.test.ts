import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { status } from '@grpc/grpc-js';
import { createStore } from '@meterkit/instruments';
import { WatchMetrics } from '@meterkit/meters/storage';
import { type WatchCall, watch } from '../../src/services/watch.js';
import { samplesIn } from '../samples.js';

test('a watch whose client does not read is ended, and told nothing more', () => {
  const store = createStore();
  const changes = new EventEmitter();
  const refusals: unknown[] = [];
  const stream = new Writable({ objectMode: true, write: () => {} }); // never takes a second one
  const call = Object.assign(stream, { request: { prefix: 'a' }, sendMetadata: () => {} });
  stream.on('error', (error) => {
    refusals.push(error);
    stream.end(); // as grpc-js does
  });

  watch(call as unknown as WatchCall, changes, new WatchMetrics({ store }));
  for (let revision = 1; revision <= 10_010; revision++)
    changes.emit('change', { type: 'put', key: 'a', value: '', leaseId: 0, revision });
  expect(refusals).toEqual([expect.objectContaining({ code: status.RESOURCE_EXHAUSTED })]);
  expect(samplesIn(store)).toEqual({
    'watch_active_total{}': 1,
    'watch_events_sent_total{event_type="put"}': 10_000,
  });

  stream.emit('cancelled');
  expect(changes.listenerCount('change')).toBe(0);
  expect(samplesIn(store)['watch_active_total{}']).toBeUndefined();
});
