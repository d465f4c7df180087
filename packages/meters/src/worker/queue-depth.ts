import { gauge } from '@meterkit/instruments';

/** One definition for the meters of this subpath, so that in one namespace they are one series. */
export const queueDepth = gauge('worker.queue.depth', {
  description: 'Jobs that wait for a worker.',
  unit: '{job}',
});
