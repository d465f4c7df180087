import type { StateBackend } from '../state/state-backend.js';
import type { Meters } from './meters.js';

/** The same backend, with its operations counted and timed. */
export function meteredState(backend: StateBackend, { processor }: Meters): StateBackend {
  const labels = { backend: backend.name };
  const tracked =
    <A, R>(operation: 'get' | 'put' | 'delete' | 'scan', run: (argument: A) => Promise<R>) =>
    (argument: A) =>
      processor.trackStateOperation({ operation, ...labels }, () => run(argument));
  let evictedBefore = 0;
  return {
    name: backend.name,
    get: tracked('get', (key) => backend.get(key)),
    put: tracked('put', (entries) => backend.put(entries)),
    delete: tracked('delete', (keys) => backend.delete(keys)),
    scan: tracked('scan', (prefix) => backend.scan(prefix)),
    measure: async () => {
      const measures = await backend.measure();
      processor.recordStateSize(measures.sizeBytes, labels);
      processor.recordStateEvicted(Math.max(0, measures.evicted - evictedBefore), labels); // a Redis that starts anew counts from 0
      evictedBefore = measures.evicted;
      return measures;
    },
    problem: () => backend.problem(),
    close: () => backend.close(),
  };
}
