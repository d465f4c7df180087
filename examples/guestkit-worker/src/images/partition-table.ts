import type { Disk } from './disk.js';
import { readGuidPartitions } from './guid-partitions.js';
import { ImageError } from './image-error.js';
import { type Partition, SECTOR_BYTES } from './partition.js';

export interface PartitionTable {
  readonly scheme: 'mbr' | 'gpt';
  readonly partitions: readonly Partition[];
}

const MBR_SIGNATURE = 0xaa55;
const PROTECTIVE = 0xee;

/**
 * Reads an MBR, or the GPT that it protects; undefined for a disk without one. An extended partition is listed as the one
 * entry that it is. A partition that leaves the disk is an error: the image was cut off.
 */
export async function readPartitionTable(disk: Disk): Promise<PartitionTable | undefined> {
  if (disk.sizeBytes < 2 * SECTOR_BYTES) return undefined;
  const sector = await disk.read(0, SECTOR_BYTES);
  const entries = [0, 1, 2, 3].map((i) => sector.subarray(446 + i * 16, 462 + i * 16));
  const isTable =
    sector.readUInt16LE(510) === MBR_SIGNATURE &&
    entries.every(([status = 0]) => status % 0x80 === 0);
  if (!isTable) return undefined;
  const isProtective = entries.some((entry) => entry[4] === PROTECTIVE);
  const partitions = isProtective ? await readGuidPartitions(disk) : entries.flatMap(readEntry);
  for (const { number, startBytes, sizeBytes } of partitions) {
    const endBytes = startBytes + sizeBytes;
    if (sizeBytes >= 0 && endBytes <= disk.sizeBytes) continue;
    const place = `${startBytes} to ${endBytes}`;
    throw new ImageError(
      `partition ${number}: expected a place in ${disk.sizeBytes} bytes, got ${place}`,
    );
  }
  return { scheme: isProtective ? 'gpt' : 'mbr', partitions };
}

function readEntry(entry: Buffer, index: number): readonly Partition[] {
  const code = entry.readUInt8(4);
  if (code === 0) return [];
  return [
    {
      number: index + 1,
      type: `0x${code.toString(16).padStart(2, '0')}`,
      startBytes: entry.readUInt32LE(8) * SECTOR_BYTES,
      sizeBytes: entry.readUInt32LE(12) * SECTOR_BYTES,
    },
  ];
}
