// UEFI specification 2.10, section 5.3. All numbers are little-endian.
import { crc32 } from 'node:zlib';
import { type Disk, ImageError } from './disk.js';

/** Tables count in these. */
export const SECTOR_BYTES = 512;

/** A part of a disk, as a partition table has it. */
export interface Partition {
  /** From 1, as the kernel counts: empty entries keep their number. */
  readonly number: number;
  readonly name: string;
  readonly startBytes: number;
  readonly sizeBytes: number;
}

/**
 * The partitions of the primary GPT; undefined for a disk without one. A table that is not as its checksum says is an error,
 * and so is a partition that leaves the disk: the image was cut off.
 */
export async function readPartitions(disk: Disk): Promise<readonly Partition[] | undefined> {
  if (disk.sizeBytes < 2 * SECTOR_BYTES) return undefined;
  const header = await disk.read(SECTOR_BYTES, SECTOR_BYTES);
  if (header.toString('latin1', 0, 8) !== 'EFI PART') return undefined;
  const position = Number(header.readBigUInt64LE(72)) * SECTOR_BYTES;
  const entryBytes = header.readUInt32LE(84);
  const entries = await disk.read(position, header.readUInt32LE(80) * entryBytes);
  if (entryBytes < 128 || crc32(entries) !== header.readUInt32LE(88)) {
    throw new ImageError('GPT entries: expected those of the checksum, got others');
  }

  const partitions = [];
  for (let place = 0; place < entries.length; place += entryBytes) {
    const entry = entries.subarray(place, place + entryBytes);
    if (entry.subarray(0, 16).every((byte) => byte === 0)) continue; // no type: nobody has it
    const startBytes = Number(entry.readBigUInt64LE(32)) * SECTOR_BYTES;
    const endBytes = Number(entry.readBigUInt64LE(40) + 1n) * SECTOR_BYTES;
    const number = place / entryBytes + 1;
    if (endBytes < startBytes || endBytes > disk.sizeBytes) {
      const rule = `a place in ${disk.sizeBytes} bytes, got ${startBytes} to ${endBytes}`;
      throw new ImageError(`partition ${number}: expected ${rule}`);
    }
    const name = entry.toString('utf16le', 56, 128).replace(/\0.*$/s, '');
    partitions.push({ number, name, startBytes, sizeBytes: endBytes - startBytes });
  }
  return partitions;
}
