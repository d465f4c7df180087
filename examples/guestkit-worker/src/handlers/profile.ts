import { join } from 'node:path';
import { BLOCK_BYTES, mapBlocks } from '../images/block-map.js';
import type { Disk } from '../images/disk.js';
import { readLayout } from '../images/layout.js';
import { writeAtomically } from '../jobs/write-atomically.js';
import type { HandlerContext } from './handler.js';

/** Tells how much of a disk and of its volumes is in use, and writes the map of its blocks beside the result. */
export async function profile(disk: Disk, context: HandlerContext): Promise<object> {
  const layout = await readLayout(disk);
  const blocks = await mapBlocks(disk, context.signal);
  const map = `${context.jobId}.map`;
  await writeAtomically(join(context.resultsDirectory, map), blocks);
  context.diskWritten(blocks.length);

  const volumes = layout.volumes.map(({ number, startBytes, sizeBytes }) => {
    const first = Math.floor(startBytes / BLOCK_BYTES);
    const end = Math.ceil((startBytes + sizeBytes) / BLOCK_BYTES); // blocks that are only partly within count
    return { number, sizeBytes, usedBytes: usedBytes(blocks.subarray(first, end)) };
  });
  const { sizeBytes } = disk;
  return { sizeBytes, usedBytes: usedBytes(blocks), map, blockBytes: BLOCK_BYTES, volumes };
}

function usedBytes(blocks: Buffer): number {
  return blocks.reduce((sum, used) => sum + used, 0) * BLOCK_BYTES;
}
