// UEFI specification 2.10, section 5
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { SECTOR_BYTES } from '../../images/partitions.js';
import type { Extent, SparseDisk } from './sparse-disk.js';

/** Of the partitions, as usual. */
const ALIGNMENT_BYTES = 1024 * 1024;
const ENTRIES = 128;
const ENTRY_BYTES = 128;
const ENTRIES_SECTORS = (ENTRIES * ENTRY_BYTES) / SECTOR_BYTES;
const FIRST_USABLE = 2 + ENTRIES_SECTORS;
/** As a GPT stores them, the first three groups little-endian. */
const TYPES = {
  Linux: 'af3dc60f838472478e793d69d8477de4',
  'Linux swap': '6dfd5706aba4c44384e50933c84b4f4f',
};

/** A partition to be. What is on it has its places from the partition's start on. */
export interface PlannedPartition {
  readonly type: keyof typeof TYPES;
  readonly name: string;
  /** Whole MiB. */
  readonly sizeBytes: number;
  readonly extents: readonly Extent[];
}

/** A disk with a GPT, and these partitions one after the other from 1 MiB on. */
export function partitionedDisk(partitions: readonly PlannedPartition[]): SparseDisk {
  const entries = Buffer.alloc(ENTRIES * ENTRY_BYTES);
  const content: Extent[] = [];
  let end = ALIGNMENT_BYTES;
  for (const [i, { type, name, sizeBytes, extents }] of partitions.entries()) {
    const entry = entries.subarray(i * ENTRY_BYTES);
    entry.write(TYPES[type], 'hex');
    randomBytes(16).copy(entry, 16);
    for (const { position, bytes } of extents) content.push({ position: end + position, bytes });
    entry.writeBigUInt64LE(BigInt(end / SECTOR_BYTES), 32);
    end += sizeBytes;
    entry.writeBigUInt64LE(BigInt(end / SECTOR_BYTES - 1), 40);
    entry.write(name, 56, 'utf16le');
  }
  const sizeBytes = end + ALIGNMENT_BYTES;
  return { sizeBytes, extents: [...guidTable(entries, sizeBytes / SECTOR_BYTES), ...content] };
}

/** A boot sector that says that there is a GPT, header and entries behind it, and the same at the end of the disk. */
function guidTable(entries: Buffer, sectors: number): readonly Extent[] {
  const boot = Buffer.alloc(SECTOR_BYTES);
  boot.writeUInt8(0xee, 450);
  boot.writeUInt32LE(1, 454);
  boot.writeUInt32LE(sectors - 1, 458);
  boot.writeUInt16LE(0xaa55, 510);
  const [disk, last] = [randomBytes(16), sectors - 1];
  const copy = last - ENTRIES_SECTORS;

  function header(own: number, other: number, entriesAt: number): Buffer {
    const bytes = Buffer.alloc(92);
    bytes.write('EFI PART\0\0\x01\0\x5c', 'latin1'); // revision 1.0, 92 bytes
    const places = { 24: own, 32: other, 40: FIRST_USABLE, 48: copy - 1, 72: entriesAt };
    for (const [place, sector] of Object.entries(places))
      bytes.writeBigUInt64LE(BigInt(sector), Number(place));
    disk.copy(bytes, 56);
    bytes.writeUInt32LE(ENTRIES, 80);
    bytes.writeUInt32LE(ENTRY_BYTES, 84);
    bytes.writeUInt32LE(crc32(entries), 88);
    bytes.writeUInt32LE(crc32(bytes), 16);
    return bytes;
  }

  return [
    { position: 0, bytes: boot },
    { position: SECTOR_BYTES, bytes: header(1, last, 2) },
    { position: 2 * SECTOR_BYTES, bytes: entries },
    { position: copy * SECTOR_BYTES, bytes: entries },
    { position: last * SECTOR_BYTES, bytes: header(last, 1, copy) },
  ];
}
