import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Disk } from './disk.js';

export const BLOCK_BYTES = 4096;
const STEP_BYTES = 256 * BLOCK_BYTES;
const ZEROS = Buffer.alloc(BLOCK_BYTES);

/** Which blocks of a disk hold anything but zeros. */
export interface BlockMap {
  /** One bit a block of {@link BLOCK_BYTES}, the first in the lowest bit of the first byte; 1 for a used one. */
  readonly bits: Buffer;
  /** Used blocks of a part of the disk; one that begins or ends within a block counts it. */
  readonly countUsed: (startBytes: number, sizeBytes: number) => number;
}

/** Reads all of a disk. Throws the signal's reason soon after it is aborted. */
export async function mapBlocks(disk: Disk, signal: AbortSignal): Promise<BlockMap> {
  const bits = Buffer.alloc(Math.ceil(disk.sizeBytes / BLOCK_BYTES / 8));
  for (let position = 0; position < disk.sizeBytes; position += STEP_BYTES) {
    const bytes = await disk.read(position, Math.min(STEP_BYTES, disk.sizeBytes - position));
    for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
      const block = bytes.subarray(at, at + BLOCK_BYTES);
      if (!block.equals(ZEROS.subarray(0, block.length))) mark((position + at) / BLOCK_BYTES);
    }
    await nextTurn(); // clusters that are not there are read without waiting: timers would starve
    signal.throwIfAborted();
  }

  function mark(block: number): void {
    bits[block >> 3] = (bits[block >> 3] ?? 0) | (1 << (block & 7));
  }

  function countUsed(startBytes: number, sizeBytes: number): number {
    let used = 0;
    const end = Math.ceil((startBytes + sizeBytes) / BLOCK_BYTES);
    for (let block = Math.floor(startBytes / BLOCK_BYTES); block < end; block++) {
      used += ((bits[block >> 3] ?? 0) >> (block & 7)) & 1;
    }
    return used;
  }

  return { bits, countUsed };
}
