import { randomBytes } from 'node:crypto';
import type { Extent } from './sparse-disk.js';

const BLOCK_BYTES = 4096;
const BLOCKS_PER_GROUP = 8 * BLOCK_BYTES;
const INODES_PER_GROUP = 1024;

/** The superblock of an ext4 file system. https://docs.kernel.org/filesystems/ext4/super.html */
export function ext4Superblock(label: string, sizeBytes: number): Extent {
  const blocks = sizeBytes / BLOCK_BYTES;
  const inodes = Math.ceil(blocks / BLOCKS_PER_GROUP) * INODES_PER_GROUP;
  const bytes = withNumbers(Buffer.alloc(1024), {
    0: inodes,
    4: blocks,
    12: blocks, // free
    16: inodes, // free
    24: 2, // blocks of 2^(10 + 2) bytes
    28: 2, // clusters too
    32: BLOCKS_PER_GROUP,
    36: BLOCKS_PER_GROUP,
    40: INODES_PER_GROUP,
    48: Math.floor(Date.now() / 1000),
    76: 1, // inodes of different sizes
    84: 11, // the first inode of a file
    88: 256, // bytes of an inode
    92: 0x3c, // compatible features
    96: 0x242, // incompatible ones: extents and more
    100: 0x6b, // those that make it read-only for others
  });
  bytes.writeUInt16LE(0xef53, 0x38);
  bytes.writeUInt16LE(1, 0x3a); // cleanly unmounted
  randomBytes(16).copy(bytes, 0x68);
  bytes.write(label, 0x78);
  return { position: 1024, bytes };
}

/** The first page of a swap area. mkswap(8) */
export function swapHeader(label: string, sizeBytes: number): Extent {
  const pages = sizeBytes / BLOCK_BYTES;
  const bytes = withNumbers(Buffer.alloc(BLOCK_BYTES), { 1024: 1, 1028: pages - 1 });
  randomBytes(16).copy(bytes, 1036);
  bytes.write(label, 1052);
  bytes.write('SWAPSPACE2', BLOCK_BYTES - 10, 'latin1');
  return { position: 0, bytes };
}

/** Numbers of 32 bits, little-endian, by their place. */
function withNumbers(bytes: Buffer, numbers: Readonly<Record<number, number>>): Buffer {
  for (const [offset, value] of Object.entries(numbers)) bytes.writeUInt32LE(value, Number(offset));
  return bytes;
}
