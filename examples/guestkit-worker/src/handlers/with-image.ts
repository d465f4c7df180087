import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Disk } from '../images/disk.js';
import { openImageFile } from '../images/image-file.js';
import { openDisk } from '../images/qcow2.js';
import { JobError, parse } from '../jobs/job.js';
import type { Handler, HandlerContext } from './handler.js';

const STEP_BYTES = 1024 * 1024;
const imageData = z.object({ image: z.string().min(1), sha256: z.hash('sha256').optional() });

/** Opens the `image` of a job, holds its file to the `sha256` if the job gives one, and closes it in the end. */
export function withImage(
  use: (disk: Disk, context: HandlerContext) => Promise<object>,
): Handler['run'] {
  return async (data, context) => {
    const { image, sha256 } = parse(imageData, data);
    const path = resolve(context.jobsDirectory, image);
    const file = await openImageFile(path, context);
    try {
      if (sha256 === undefined) context.checksumVerified('skipped');
      else await verifyChecksum(file, sha256.toLowerCase(), context);
      return await use(await openDisk(file), context);
    } finally {
      await file.close();
    }
  };
}

async function verifyChecksum(
  file: Disk,
  expected: string,
  { checksumVerified }: HandlerContext,
): Promise<void> {
  const hash = createHash('sha256');
  for (let position = 0; position < file.sizeBytes; position += STEP_BYTES) {
    hash.update(await file.read(position, Math.min(STEP_BYTES, file.sizeBytes - position)));
  }
  const found = hash.digest('hex');
  checksumVerified(found === expected ? 'success' : 'failure');
  if (found !== expected) {
    throw new JobError('ChecksumMismatch', `sha256: expected ${expected}, got ${found}`);
  }
}
