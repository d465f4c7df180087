import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Disk } from './disk.js';

export const BLOCK_BYTES = 64 * 1024;
const ZEROS = Buffer.alloc(BLOCK_BYTES);

/** Reads all of a disk, and gives a byte for each block: 1 if it holds anything but zeros. Ends soon after the signal. */
export async function mapBlocks(disk: Disk, signal: AbortSignal): Promise<Buffer> {
  const map = Buffer.alloc(Math.ceil(disk.sizeBytes / BLOCK_BYTES));
  for (let block = 0; block < map.length; block++) {
    const start = block * BLOCK_BYTES;
    const bytes = await disk.read(start, Math.min(BLOCK_BYTES, disk.sizeBytes - start));
    map[block] = bytes.equals(ZEROS.subarray(0, bytes.length)) ? 0 : 1;
    await nextTurn(); // clusters that are not there are read without waiting: timers would starve
    signal.throwIfAborted();
  }
  return map;
}
