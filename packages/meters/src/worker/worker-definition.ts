import {
  counter,
  exponentialBounds,
  histogram,
  type LabelsOf,
  oneOf,
  text,
  upDownCounter,
} from '@meterkit/instruments';
import { queueDepth } from './queue-depth.js';

const job = { operation: text(), status: oneOf('completed', 'failed', 'timeout', 'cancelled') };
const handler = { handler: text(), status: oneOf('success', 'error') };
const checksum = { status: oneOf('success', 'failure', 'skipped') };

/** From what answers at once to half an hour of copying. */
const bounds = exponentialBounds(1, 2, 12);

/** What a job did, and how it ended. */
export type JobLabels = LabelsOf<typeof job>;
export type HandlerLabels = LabelsOf<typeof handler>;
export type ChecksumLabels = LabelsOf<typeof checksum>;

export const workerDefinition = {
  name: 'worker',
  instruments: {
    jobs: counter('worker.jobs', {
      description: 'Jobs that ended, by what they did and how they ended.',
      unit: '{job}',
      labels: job,
    }),
    jobDuration: histogram('worker.jobs.duration', {
      description: 'Time from the start of a job to its end.',
      unit: 's',
      labels: job,
      bounds,
    }),
    activeJobs: upDownCounter('worker.active_jobs', {
      description: 'Jobs that run now.',
      unit: '{job}',
    }),
    queueDepth,
    handlerExecutions: counter('handler.executions', {
      description: 'Calls of handlers that ended.',
      unit: '{execution}',
      labels: handler,
    }),
    handlerDuration: histogram('handler.duration', {
      description: 'Time that a handler took.',
      unit: 's',
      labels: handler,
      bounds,
    }),
    checksumVerifications: counter('checksum.verifications', {
      description: 'Verifications of checksums, those that were skipped among them.',
      unit: '{verification}',
      labels: checksum,
    }),
    diskRead: counter('worker.disk.read', {
      description: 'Bytes that jobs read from disk.',
      unit: 'By',
    }),
    diskWritten: counter('worker.disk.write', {
      description: 'Bytes that jobs wrote to disk.',
      unit: 'By',
    }),
  },
};
