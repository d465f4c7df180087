import {
  counter,
  defineMeter,
  type InProgress,
  type LabelsOf,
  oneOf,
  upDownCounter,
} from '@meterkit/instruments';

const event = { event_type: oneOf('put', 'delete') };

/** Watches, and what they are told. Recording never throws, whatever it is given. */
export class WatchMetrics extends defineMeter({
  name: 'storage',
  instruments: {
    active: upDownCounter('watch_active_total', {
      description: 'Watches that are open now.',
      unit: '{watch}',
      exactName: true,
    }),
    eventsSent: counter('watch.events_sent', {
      description: 'Events that were sent to watches.',
      unit: '{event}',
      labels: event,
    }),
  },
}) {
  /** A watch that is open until `stop()`, or the end of a `using` block. */
  startWatch(): InProgress {
    return this.active.startInProgress();
  }

  recordEventsSent(count: number, labels: LabelsOf<typeof event>): void {
    this.eventsSent.add(count, labels);
  }
}
