import type { Disk } from './disk.js';

/** What a file system says of itself in its superblock. */
export interface FileSystem {
  readonly type: 'ext2' | 'ext3' | 'ext4' | 'swap';
  readonly label: string;
  readonly sizeBytes: number;
}

/** As far as the superblocks go. */
const HEAD_BYTES = 4096;

/** The file system at this place of a disk; undefined if it is none that is known here. */
export async function readFileSystem(
  disk: Disk,
  startBytes: number,
  sizeBytes: number,
): Promise<FileSystem | undefined> {
  if (sizeBytes < HEAD_BYTES) return undefined;
  const head = await disk.read(startBytes, HEAD_BYTES);
  return readExt(head) ?? readSwap(head);
}

// https://docs.kernel.org/filesystems/ext4/super.html
function readExt(head: Buffer): FileSystem | undefined {
  if (head.readUInt16LE(1080) !== 0xef53) return undefined;
  const hasJournal = head.readUInt32LE(1116) & 0x4;
  // Extents, 64 bits, flexible groups; huge files, group checksums, many links, long inodes, metadata checksums.
  const isExt4 = (head.readUInt32LE(1120) & 0x2c0) | (head.readUInt32LE(1124) & 0x478);
  const blocks = head.readUInt32LE(1360) * 2 ** 32 + head.readUInt32LE(1028);
  return {
    type: isExt4 ? 'ext4' : hasJournal ? 'ext3' : 'ext2',
    label: readText(head, 1144, 16),
    sizeBytes: blocks * 2 ** (10 + head.readUInt32LE(1048)),
  };
}

// mkswap(8), for pages of 4 KiB
function readSwap(head: Buffer): FileSystem | undefined {
  if (readText(head, 4086, 10) !== 'SWAPSPACE2') return undefined;
  const sizeBytes = (head.readUInt32LE(1028) + 1) * 4096;
  return { type: 'swap', label: readText(head, 1052, 16), sizeBytes };
}

/** Zeros fill the rest of a field. */
function readText(head: Buffer, place: number, length: number): string {
  return head.toString('utf8', place, place + length).replace(/\0.*$/s, '');
}
