import type { DroppedJob } from '../src/demo/drop-job.js';
import type { DiskImages } from '../src/demo/images/make-images.js';
import type { Samples } from './samples.js';

/** A job, and what has to become of it. */
export interface PlannedJob {
  readonly job: Omit<DroppedJob, 'id'>;
  readonly status: 'completed' | 'failed' | 'timeout' | 'cancelled';
  /** The one that is called, if any is. */
  readonly handler?: 'echo' | 'inspect' | 'profile';
  readonly checksum?: 'success' | 'failure' | 'skipped';
  readonly readBytes?: number;
  readonly writtenBytes?: number;
}

const MIB = 1024 * 1024;
const SERVER_BYTES = 66 * MIB;
const DESKTOP_BYTES = 114 * MIB;
/** What a look into a disk reads: a header of qcow2, then header and entries of the GPT. */
const TABLE_BYTES = 104 + 512 + 16 * 1024;
/** And then the start of each of its two volumes, for the file system. */
const LAYOUT_BYTES = TABLE_BYTES + 2 * 4096;

const echo = (data: object) => ({ operation: 'system.echo', data });
const inspect = (data: object) => ({ operation: 'guestkit.inspect', data });
const profile = (data: object) => ({ operation: 'guestkit.profile', data });

/** Jobs that end in every way, none of them by an accident of time. */
export function plannedJobs({ good, altered, damaged }: DiskImages): readonly PlannedJob[] {
  const [server = altered, desktop = altered] = good;
  return [
    { job: echo({ message: 'one' }), handler: 'echo', status: 'completed' },
    { job: echo({ message: 'two' }), handler: 'echo', status: 'completed' },
    { job: echo({}), handler: 'echo', status: 'failed' },
    { job: { operation: 'system.typo', data: {} }, status: 'failed' },
    { job: { ...echo({ message: 'late' }), deadline: new Date(0) }, status: 'timeout' },
    { job: inspect(server), status: 'cancelled' },
    {
      job: inspect({ image: server.image }),
      handler: 'inspect',
      status: 'completed',
      checksum: 'skipped',
      readBytes: LAYOUT_BYTES,
    },
    {
      job: inspect(desktop),
      handler: 'inspect',
      status: 'completed',
      checksum: 'success',
      readBytes: DESKTOP_BYTES + LAYOUT_BYTES,
    },
    {
      job: profile(server),
      handler: 'profile',
      status: 'completed',
      checksum: 'success',
      readBytes: SERVER_BYTES + LAYOUT_BYTES + SERVER_BYTES,
      writtenBytes: SERVER_BYTES / (64 * 1024),
    },
    { job: inspect({ image: '/no/such.img' }), handler: 'inspect', status: 'failed' },
    {
      job: inspect(altered),
      handler: 'inspect',
      status: 'failed',
      checksum: 'failure',
      readBytes: SERVER_BYTES,
    },
    {
      job: profile(damaged),
      handler: 'profile',
      status: 'failed',
      checksum: 'success',
      readBytes: DESKTOP_BYTES + TABLE_BYTES, // it ends at the entries
    },
  ];
}

/** What the page has to say when they have ended, gauges at zero. */
export function expectedSamples(jobs: readonly PlannedJob[]): Samples {
  const samples: Record<string, number> = {};
  const add = (key: string, count = 1) => {
    samples[key] = (samples[key] ?? 0) + count;
  };
  for (const { job, status, handler, checksum, readBytes, writtenBytes } of jobs) {
    const operation = job.operation === 'system.typo' ? 'unknown' : job.operation;
    add(`guestkit_worker_jobs_total{operation="${operation}",status="${status}"}`);
    add(`guestkit_worker_jobs_duration_seconds_count{operation="${operation}",status="${status}"}`);
    if (handler) {
      const outcome = status === 'completed' ? 'success' : 'error';
      add(`guestkit_handler_executions_total{handler="${handler}",status="${outcome}"}`);
      add(`guestkit_handler_duration_seconds_count{handler="${handler}",status="${outcome}"}`);
    }
    if (checksum) add(`guestkit_checksum_verifications_total{status="${checksum}"}`);
    if (readBytes) add('guestkit_worker_disk_read_bytes_total{}', readBytes);
    if (writtenBytes) add('guestkit_worker_disk_write_bytes_total{}', writtenBytes);
  }
  return samples;
}
