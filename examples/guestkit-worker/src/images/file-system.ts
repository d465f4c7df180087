import type { Disk } from './disk.js';
import { formatUuid } from './uuid.js';

/** What a file system says of itself in its superblock. */
export interface FileSystem {
  readonly type: 'ext2' | 'ext3' | 'ext4' | 'vfat' | 'swap';
  readonly label: string;
  readonly uuid: string;
  readonly sizeBytes: number;
}

/** As far as the superblocks go. */
const HEAD_BYTES = 4096;
/** For one more, add a function that knows it. */
const KINDS = [ext, fat, swap];

/** The file system at this place of a disk; undefined if it is none that is known here. */
export async function detectFileSystem(
  disk: Disk,
  startBytes: number,
  sizeBytes: number,
): Promise<FileSystem | undefined> {
  const head = Buffer.alloc(HEAD_BYTES);
  (await disk.read(startBytes, Math.min(sizeBytes, HEAD_BYTES))).copy(head);
  return KINDS.map((read) => read(head)).find((found) => found !== undefined);
}

// https://docs.kernel.org/filesystems/ext4/super.html
function ext(head: Buffer): FileSystem | undefined {
  if (head.readUInt16LE(1080) !== 0xef53) return undefined;
  const hasJournal = head.readUInt32LE(1116) & 0x4;
  // Extents, 64 bits, flexible groups; huge files, group checksums, many links, long inodes, metadata checksums.
  const isExt4 = (head.readUInt32LE(1120) & 0x2c0) | (head.readUInt32LE(1124) & 0x478);
  const blocks = head.readUInt32LE(1360) * 2 ** 32 + head.readUInt32LE(1028);
  return {
    type: isExt4 ? 'ext4' : hasJournal ? 'ext3' : 'ext2',
    label: text(head, 1144, 16),
    uuid: formatUuid(head.subarray(1128, 1144)),
    sizeBytes: blocks * 2 ** (10 + head.readUInt32LE(1048)),
  };
}

// Microsoft's FAT specification 1.03, "Boot Sector and BPB"
function fat(head: Buffer): FileSystem | undefined {
  const more = text(head, 82, 5) === 'FAT32' ? 64 : 36;
  if (text(head, more + 18, 3) !== 'FAT') return undefined;
  const label = text(head, more + 7, 11);
  const serial = head
    .readUInt32LE(more + 3)
    .toString(16)
    .toUpperCase()
    .padStart(8, '0');
  return {
    type: 'vfat',
    label: label === 'NO NAME' ? '' : label,
    uuid: serial.replace(/(?=.{4}$)/, '-'),
    sizeBytes: (head.readUInt16LE(19) || head.readUInt32LE(32)) * head.readUInt16LE(11),
  };
}

// mkswap(8), for pages of 4 KiB
function swap(head: Buffer): FileSystem | undefined {
  if (text(head, 4086, 10) !== 'SWAPSPACE2') return undefined;
  return {
    type: 'swap',
    label: text(head, 1052, 16),
    uuid: formatUuid(head.subarray(1036, 1052)),
    sizeBytes: (head.readUInt32LE(1028) + 1) * 4096,
  };
}

/** Zeros or spaces fill the rest of a field. */
function text(head: Buffer, place: number, length: number): string {
  return head.toString('utf8', place, place + length).replace(/\0.*$| +$/s, '');
}
