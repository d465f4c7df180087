import { counter, gauge } from '@meterkit/instruments';

export const dedupInstruments = {
  dedupEventsChecked: counter('dedup.events_checked', {
    description: 'Events that were looked up among those seen before.',
    unit: '{event}',
  }),
  dedupDuplicatesFound: counter('dedup.duplicates_found', {
    description: 'Events that had been seen before.',
    unit: '{event}',
  }),
  dedupCacheSize: gauge('dedup.cache.size', {
    description: 'Events that the cache of those seen before remembers.',
    unit: '{event}',
  }),
  dedupCacheEvictions: counter('dedup.cache.evictions', {
    description: 'Events that the cache of those seen before forgot.',
    unit: '{event}',
  }),
};
