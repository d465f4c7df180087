import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DroppedJob, dropJob } from './drop-job.js';
import type { DiskImages } from './images/make-images.js';

const PAUSE_MS = 250;
/** With jobs on the huge image: some have a deadline, others are cancelled. */
const PATIENCE_MS = 500;

interface Request extends Omit<DroppedJob, 'id'> {
  readonly cancelAfterMs?: number;
}

/** Drops jobs at a steady rate until the signal aborts. One in six cannot be completed. */
export async function runTraffic(
  directory: string,
  images: DiskImages,
  signal: AbortSignal,
): Promise<void> {
  for (let number = 1; !signal.aborted; number++) {
    const id = `demo-${String(number).padStart(9, '0')}`; // the first by name is taken first
    const { cancelAfterMs, ...request } = pick(requestsFor(images));
    await dropJob(directory, { id, ...request });
    await pause(cancelAfterMs ?? PAUSE_MS, signal);
    if (cancelAfterMs !== undefined) await writeFile(join(directory, `${id}.cancel`), '');
  }
}

/** As often as they are in the list. */
function requestsFor({ good, altered, damaged, huge }: DiskImages): readonly Request[] {
  const deadline = new Date(Date.now() + PATIENCE_MS);
  return [
    ...Array(6).fill({ operation: 'system.echo', data: { message: 'hello' } }),
    ...good.flatMap((data) => [
      { operation: 'guestkit.inspect', data },
      { operation: 'guestkit.inspect', data: { image: data.image } },
      { operation: 'guestkit.profile', data },
    ]),
    { operation: 'guestkit.inspect', data: altered },
    { operation: 'guestkit.inspect', data: damaged },
    { operation: 'guestkit.profile', data: huge, deadline },
    { operation: 'guestkit.profile', data: huge, cancelAfterMs: PATIENCE_MS },
  ];
}

function pick<T>(values: readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)] as T; // the list is not empty
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => {}); // aborted: go on to the end
}
