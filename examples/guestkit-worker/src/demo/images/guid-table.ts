// UEFI specification 2.10, section 5.3
import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { SECTOR_BYTES } from '../../images/partition.js';
import { parseGuid } from '../../images/uuid.js';
import type { PlacedPartition } from './partitioned-disk.js';
import type { Extent } from './sparse-disk.js';

const ENTRIES = 128;
const ENTRY_BYTES = 128;
const ENTRIES_SECTORS = (ENTRIES * ENTRY_BYTES) / SECTOR_BYTES;
const TYPES: Readonly<Record<PlacedPartition['type'], string>> = {
  Linux: '0fc63daf-8483-4772-8e79-3d69d8477de4',
  'Linux swap': '0657fd6d-a4ab-43c4-84e5-0933c84b4f4f',
  'EFI system': 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
};

/** Header and entries in the second sector and those after it, and in the last ones of the disk. */
export function guidTable(
  partitions: readonly PlacedPartition[],
  sectors: number,
): readonly Extent[] {
  const entries = Buffer.alloc(ENTRIES * ENTRY_BYTES);
  for (const [i, partition] of partitions.entries())
    entryOf(partition).copy(entries, i * ENTRY_BYTES);
  const [disk, last] = [randomUUID(), sectors - 1];
  const header = (own: number, other: number, first: number) =>
    headerOf({ disk, own, other, first, sectors, checksum: crc32(entries) });
  const backup = last - ENTRIES_SECTORS;
  const place = (sector: number, bytes: Buffer) => ({ position: sector * SECTOR_BYTES, bytes });
  return [
    place(1, header(1, last, 2)),
    place(2, entries),
    place(backup, entries),
    place(last, header(last, 1, backup)),
  ];
}

function entryOf({ type, name, firstSector, sectors }: PlacedPartition): Buffer {
  const entry = Buffer.alloc(ENTRY_BYTES);
  parseGuid(TYPES[type]).copy(entry);
  parseGuid(randomUUID()).copy(entry, 16);
  entry.writeBigUInt64LE(BigInt(firstSector), 32);
  entry.writeBigUInt64LE(BigInt(firstSector + sectors - 1), 40);
  entry.write(name, 56, 'utf16le');
  return entry;
}

interface GuidHeader {
  readonly disk: string;
  /** Its sector, and that of its copy. */
  readonly own: number;
  readonly other: number;
  /** First sector and checksum of the entries. */
  readonly first: number;
  readonly checksum: number;
  readonly sectors: number;
}

function headerOf({ disk, own, other, first, checksum, sectors }: GuidHeader): Buffer {
  const header = Buffer.alloc(92);
  header.write('EFI PART', 'latin1');
  header.writeUInt32LE(0x0001_0000, 8); // revision 1.0
  header.writeUInt32LE(header.length, 12);
  header.writeBigUInt64LE(BigInt(own), 24);
  header.writeBigUInt64LE(BigInt(other), 32);
  header.writeBigUInt64LE(BigInt(2 + ENTRIES_SECTORS), 40); // usable from here
  header.writeBigUInt64LE(BigInt(sectors - 2 - ENTRIES_SECTORS), 48); // to here
  parseGuid(disk).copy(header, 56);
  header.writeBigUInt64LE(BigInt(first), 72);
  header.writeUInt32LE(ENTRIES, 80);
  header.writeUInt32LE(ENTRY_BYTES, 84);
  header.writeUInt32LE(checksum, 88);
  header.writeUInt32LE(crc32(header), 16);
  return header;
}
