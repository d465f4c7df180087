import { SECTOR_BYTES } from '../../images/partition.js';
import { guidTable } from './guid-table.js';
import type { Extent, SparseDisk } from './sparse-disk.js';

/** Of the partitions, as usual. */
const ALIGNMENT_BYTES = 1024 * 1024;
const CODES = { Linux: 0x83, 'Linux swap': 0x82, 'EFI system': 0xef };

/** A partition to be. What is on it has its places from the partition's start on. */
export interface PlannedPartition {
  readonly type: keyof typeof CODES;
  readonly name: string;
  /** Whole MiB. */
  readonly sizeBytes: number;
  readonly extents: readonly Extent[];
}

export interface PlacedPartition extends PlannedPartition {
  readonly firstSector: number;
  readonly sectors: number;
}

/** A disk with these partitions one after the other from 1 MiB on. An MBR has room for four, and none for names. */
export function partitionedDisk(
  scheme: 'mbr' | 'gpt',
  partitions: readonly PlannedPartition[],
): SparseDisk {
  let end = ALIGNMENT_BYTES;
  const placed = partitions.map((partition) => {
    const firstSector = end / SECTOR_BYTES;
    end += partition.sizeBytes;
    return { ...partition, firstSector, sectors: partition.sizeBytes / SECTOR_BYTES };
  });
  const sizeBytes = end + ALIGNMENT_BYTES;
  const sectors = sizeBytes / SECTOR_BYTES;
  const records = placed.map((part) => record(CODES[part.type], part.firstSector, part.sectors));
  const table =
    scheme === 'mbr'
      ? [bootRecord(records)]
      : [bootRecord([record(0xee, 1, sectors - 1)]), ...guidTable(placed, sectors)];
  return { sizeBytes, extents: [...table, ...placed.flatMap(contentOf)] };
}

function bootRecord(records: readonly Buffer[]): Extent {
  const bytes = Buffer.alloc(SECTOR_BYTES);
  Buffer.concat(records).copy(bytes, 446);
  bytes.writeUInt16LE(0xaa55, 510);
  return { position: 0, bytes };
}

function record(code: number, firstSector: number, sectors: number): Buffer {
  const bytes = Buffer.from([0, 0xfe, 0xff, 0xff, code, 0xfe, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
  bytes.writeUInt32LE(firstSector, 8); // the bytes before say that it is too far for cylinders and heads
  bytes.writeUInt32LE(sectors, 12);
  return bytes;
}

function contentOf({ extents, firstSector }: PlacedPartition): readonly Extent[] {
  const start = firstSector * SECTOR_BYTES;
  return extents.map(({ position, bytes }) => ({ position: start + position, bytes }));
}
