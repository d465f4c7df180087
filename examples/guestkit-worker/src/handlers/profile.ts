import { join } from 'node:path';
import { BLOCK_BYTES, mapBlocks } from '../images/block-map.js';
import type { Disk } from '../images/disk.js';
import { readLayout } from '../images/layout.js';
import { writeAtomically } from '../jobs/write-atomically.js';
import type { HandlerContext } from './handler.js';

/** Tells how much of a disk and of its volumes is in use, and writes the map of its blocks beside the result. */
export async function profile(disk: Disk, context: HandlerContext): Promise<object> {
  const { volumes } = await readLayout(disk);
  const blocks = await mapBlocks(disk, context.signal);
  const map = `${context.jobId}.map`;
  await writeAtomically(join(context.resultsDirectory, map), blocks);
  context.diskWritten(blocks.length);

  /** A block that is only partly within counts. */
  function usedBytes(startBytes: number, sizeBytes: number): number {
    const end = Math.ceil((startBytes + sizeBytes) / BLOCK_BYTES);
    const within = blocks.subarray(Math.floor(startBytes / BLOCK_BYTES), end);
    return within.reduce((sum, used) => sum + used, 0) * BLOCK_BYTES;
  }

  return {
    sizeBytes: disk.sizeBytes,
    usedBytes: usedBytes(0, disk.sizeBytes),
    map,
    blockBytes: BLOCK_BYTES,
    volumes: volumes.map(({ number, startBytes, sizeBytes }) => {
      return { number, sizeBytes, usedBytes: usedBytes(startBytes, sizeBytes) };
    }),
  };
}
