import { counter, gauge, histogram, type LabelsOf, oneOf } from '@meterkit/instruments';
import { durationBounds } from './duration-bounds.js';

const processed = { result: oneOf('success', 'error') };

export type ProcessedLabels = LabelsOf<typeof processed>;

/** Events on their way through. */
export const eventInstruments = {
  eventsReceived: counter('events.received', {
    description: 'Events that came in.',
    unit: '{event}',
  }),
  eventsProcessed: counter('events.processed', {
    description: 'Events whose processing ended, by its result.',
    unit: '{event}',
    labels: processed,
  }),
  processingDuration: histogram('event.processing.duration', {
    description: 'Time that the processing of an event took.',
    unit: 's',
    labels: processed,
    bounds: durationBounds,
    sampleTimers: 1 / 64, // the clock would cost more than all else that is recorded
  }),
  pipelineLag: gauge('pipeline.lag', {
    description: 'Time from the making of the latest event to its processing.',
    unit: 's',
  }),
  backpressureEvents: counter('backpressure.events', {
    description: 'Times that a source was held back because what is behind it was full.',
    unit: '{event}',
  }),
};
