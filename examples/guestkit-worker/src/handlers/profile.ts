import { BLOCK_BYTES, mapBlocks } from '../images/block-map.js';
import type { Disk } from '../images/disk.js';
import { readLayout } from '../images/layout.js';
import { writeAtomically } from '../jobs/write-atomically.js';
import type { Handler, HandlerContext } from './handler.js';
import { withImage } from './with-image.js';

/** Tells how much of an image and of its partitions is in use, and writes a map of the used blocks beside the result. */
export const profile: Handler = {
  name: 'profile',
  run: (data, context) => withImage(data, context, (disk) => profileDisk(disk, context)),
};

async function profileDisk(disk: Disk, context: HandlerContext): Promise<object> {
  const { jobId, resultsDirectory, signal, diskWritten } = context;
  const { volumes } = await readLayout(disk);
  const { bits, countUsed } = await mapBlocks(disk, signal);
  const map = `${jobId}.map`;
  diskWritten(await writeAtomically(resultsDirectory, map, bits));
  return {
    sizeBytes: disk.sizeBytes,
    usedBytes: countUsed(0, disk.sizeBytes) * BLOCK_BYTES,
    map,
    blockBytes: BLOCK_BYTES,
    volumes: volumes.map(({ number, startBytes, sizeBytes }) => {
      return { number, sizeBytes, usedBytes: countUsed(startBytes, sizeBytes) * BLOCK_BYTES };
    }),
  };
}
