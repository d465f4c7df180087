import { counter, gauge, histogram, type LabelsOf, oneOf } from '@meterkit/instruments';
import { durationBounds } from './duration-bounds.js';

const backend = { backend: oneOf('memory', 'redis', 'sled', 'postgres') };
const operation = { operation: oneOf('get', 'put', 'delete', 'scan'), ...backend };
const cache = { layer: oneOf('l1', 'l2', 'l3') };

export type StateBackendLabels = LabelsOf<typeof backend>;
export type StateOperationLabels = LabelsOf<typeof operation>;
export type CacheLabels = LabelsOf<typeof cache>;

/** Where state is kept, and the caches before it. */
export const stateInstruments = {
  stateOperations: counter('state.operations', {
    description: 'Operations on state that ended.',
    unit: '{operation}',
    labels: operation,
  }),
  stateOperationDuration: histogram('state.operation.duration', {
    description: 'Time that an operation on state took.',
    unit: 's',
    labels: operation,
    bounds: durationBounds,
  }),
  cacheHits: counter('state.cache.hits', {
    description: 'Lookups that a layer of the cache answered.',
    unit: '{lookup}',
    labels: cache,
  }),
  cacheMisses: counter('state.cache.misses', {
    description: 'Lookups that a layer of the cache passed on.',
    unit: '{lookup}',
    labels: cache,
  }),
  stateSize: gauge('state.size', {
    description: 'Bytes of state that a backend holds.',
    unit: 'By',
    labels: backend,
  }),
  stateEvictions: counter('state.evictions', {
    description: 'Entries that a backend gave up to make room.',
    unit: '{entry}',
    labels: backend,
  }),
};
