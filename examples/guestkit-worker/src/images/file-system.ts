import type { Disk } from './disk.js';
import { formatUuid } from './uuid.js';

/** What a file system says of itself in its superblock. */
export interface FileSystem {
  readonly type: 'ext2' | 'ext3' | 'ext4' | 'vfat' | 'xfs' | 'btrfs' | 'swap';
  /** Empty if it has none. */
  readonly label: string;
  /** FAT has a serial number in its place. */
  readonly uuid: string;
  readonly sizeBytes: number;
}

/** btrfs has its superblock the farthest from the start, at 64 KiB. */
const HEAD_BYTES = 68 * 1024;
const PROBES = [ext, fat, xfs, btrfs, swap];

/** The file system at this place of a disk; undefined if it is none that is known here. */
export async function detectFileSystem(
  disk: Disk,
  startBytes: number,
  sizeBytes: number,
): Promise<FileSystem | undefined> {
  const head = Buffer.alloc(HEAD_BYTES);
  (await disk.read(startBytes, Math.min(sizeBytes, HEAD_BYTES))).copy(head);
  for (const probe of PROBES) {
    const found = probe(head);
    if (found !== undefined) return found;
  }
  return undefined;
}

// https://docs.kernel.org/filesystems/ext4/super.html
function ext(head: Buffer): FileSystem | undefined {
  const superblock = head.subarray(1024, 2048);
  if (superblock.readUInt16LE(0x38) !== 0xef53) return undefined;
  const hasJournal = (superblock.readUInt32LE(0x5c) & 0x4) !== 0;
  const incompatible = superblock.readUInt32LE(0x60);
  // Extents, 64 bits, flexible groups; huge files, group checksums, many links, long inodes, metadata checksums.
  const isExt4 = (incompatible & 0x2c0) !== 0 || (superblock.readUInt32LE(0x64) & 0x478) !== 0;
  const high = (incompatible & 0x80) !== 0 ? superblock.readUInt32LE(0x150) : 0;
  return {
    type: isExt4 ? 'ext4' : hasJournal ? 'ext3' : 'ext2',
    label: textOf(superblock.subarray(0x78, 0x88)),
    uuid: formatUuid(superblock.subarray(0x68, 0x78)),
    sizeBytes:
      (high * 2 ** 32 + superblock.readUInt32LE(4)) * 2 ** (10 + superblock.readUInt32LE(0x18)),
  };
}

// Microsoft's FAT specification 1.03, "Boot Sector and BPB"
function fat(head: Buffer): FileSystem | undefined {
  if (head.readUInt16LE(510) !== 0xaa55) return undefined;
  const is32 = head.toString('latin1', 82, 87) === 'FAT32';
  if (!is32 && !/^FAT1[26]$/.test(head.toString('latin1', 54, 59))) return undefined;
  const extended = head.subarray(is32 ? 64 : 36);
  const serial = extended.readUInt32LE(3).toString(16).toUpperCase().padStart(8, '0');
  const label = extended.toString('latin1', 7, 18).trimEnd();
  return {
    type: 'vfat',
    label: label === 'NO NAME' ? '' : label,
    uuid: `${serial.slice(0, 4)}-${serial.slice(4)}`,
    sizeBytes: (head.readUInt16LE(19) || head.readUInt32LE(32)) * head.readUInt16LE(11),
  };
}

// XFS Algorithms & Data Structures, "Superblocks"; big-endian
function xfs(head: Buffer): FileSystem | undefined {
  if (head.toString('latin1', 0, 4) !== 'XFSB') return undefined;
  return {
    type: 'xfs',
    label: textOf(head.subarray(108, 120)),
    uuid: formatUuid(head.subarray(32, 48)),
    sizeBytes: Number(head.readBigUInt64BE(8)) * head.readUInt32BE(4),
  };
}

// https://btrfs.readthedocs.io/en/latest/dev/On-disk-format.html
function btrfs(head: Buffer): FileSystem | undefined {
  const superblock = head.subarray(0x1_0000);
  if (superblock.toString('latin1', 0x40, 0x48) !== '_BHRfS_M') return undefined;
  return {
    type: 'btrfs',
    label: textOf(superblock.subarray(0x12b, 0x22b)),
    uuid: formatUuid(superblock.subarray(0x20, 0x30)),
    sizeBytes: Number(superblock.readBigUInt64LE(0x70)),
  };
}

// mkswap(8), for pages of 4 KiB
function swap(head: Buffer): FileSystem | undefined {
  if (head.toString('latin1', 4086, 4096) !== 'SWAPSPACE2') return undefined;
  return {
    type: 'swap',
    label: textOf(head.subarray(1052, 1068)),
    uuid: formatUuid(head.subarray(1036, 1052)),
    sizeBytes: (head.readUInt32LE(1028) + 1) * 4096,
  };
}

function textOf(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/\0.*$/s, '');
}
