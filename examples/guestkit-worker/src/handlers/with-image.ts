import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { type Disk, openDisk } from '../images/disk.js';
import { type ImageFile, openImageFile } from '../images/image-file.js';
import { type Fields, textField } from '../jobs/fields.js';
import { JobError } from '../jobs/job-error.js';
import type { HandlerContext } from './handler.js';

const STEP_BYTES = 1024 * 1024;

/**
 * Opens the `image` of a job, holds its file to the `sha256` if the job gives one, and closes it in the end. All that is
 * read of the file is counted.
 */
export async function withImage<R>(
  data: Fields,
  context: HandlerContext,
  use: (disk: Disk) => Promise<R>,
): Promise<R> {
  const path = resolve(context.jobsDirectory, textField(data, 'image', /./s));
  const file = await openImageFile(path, { signal: context.signal, onRead: context.diskRead });
  try {
    await verifyChecksum(data, file, context);
    return await use(await openDisk(file));
  } finally {
    await file.close();
  }
}

async function verifyChecksum(
  data: Fields,
  file: ImageFile,
  { checksumVerified }: HandlerContext,
): Promise<void> {
  if (data.sha256 === undefined) {
    checksumVerified('skipped');
    return;
  }
  const expected = textField(data, 'sha256', /^[0-9a-f]{64}$/i).toLowerCase();
  const found = await sha256(file);
  checksumVerified(found === expected ? 'success' : 'failure');
  if (found !== expected) {
    throw new JobError('ChecksumMismatch', `sha256: expected ${expected}, got ${found}`);
  }
}

async function sha256(file: ImageFile): Promise<string> {
  const hash = createHash('sha256');
  for (let position = 0; position < file.sizeBytes; position += STEP_BYTES) {
    hash.update(await file.read(position, Math.min(STEP_BYTES, file.sizeBytes - position)));
  }
  return hash.digest('hex');
}
