import { counter, gauge } from '@meterkit/instruments';

export const watermarkInstruments = {
  watermarkLag: gauge('watermark.lag', {
    description: 'Time that the watermark is behind the clock.',
    unit: 's',
  }),
  watermarkUpdates: counter('watermark.updates', {
    description: 'Times that the watermark moved on.',
    unit: '{update}',
  }),
  outOfOrderEvents: counter('out_of_order.events', {
    description: 'Events that came after a later one.',
    unit: '{event}',
  }),
};
