import {
  counter,
  exponentialBounds,
  histogram,
  type LabelsOf,
  oneOf,
  upDownCounter,
} from '@meterkit/instruments';

const window = { window_type: oneOf('tumbling', 'sliding', 'session') };

export type WindowLabels = LabelsOf<typeof window>;

/** Windows and what comes too late for them. */
export const windowInstruments = {
  windowsCreated: counter('windows.created', {
    description: 'Windows that were opened.',
    unit: '{window}',
    labels: window,
  }),
  windowsTriggered: counter('windows.triggered', {
    description: 'Windows that closed with a result.',
    unit: '{window}',
    labels: window,
  }),
  windowsActive: upDownCounter('windows.active', {
    description: 'Windows that are open now.',
    unit: '{window}',
    labels: window,
  }),
  windowSize: histogram('window.size.events', {
    description: 'Events in a window when it closed.',
    unit: '{event}',
    labels: window,
    bounds: exponentialBounds(1, 4, 10),
  }),
  lateEvents: counter('late.events', {
    description: 'Events that came after their window had closed.',
    unit: '{event}',
  }),
};
