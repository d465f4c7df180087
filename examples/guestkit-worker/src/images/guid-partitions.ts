// UEFI specification 2.10, section 5.3. All numbers are little-endian.
import { crc32 } from 'node:zlib';
import { type Disk, ImageError } from './disk.js';
import { formatGuid } from './uuid.js';

/** Tables count in these. */
export const SECTOR_BYTES = 512;
const UNUSED = '00000000-0000-0000-0000-000000000000';

/** A part of a disk, as a partition table has it. */
export interface Partition {
  /** From 1, as the kernel counts: empty entries keep their number. */
  readonly number: number;
  /** The GUID of what it is for. */
  readonly type: string;
  readonly name: string;
  readonly startBytes: number;
  readonly sizeBytes: number;
}

/**
 * The partitions of the primary GPT; undefined for a disk without one. A table that is not as its checksums say is an error,
 * and so is a partition that leaves the disk: the image was cut off.
 */
export async function readGuidPartitions(disk: Disk): Promise<readonly Partition[] | undefined> {
  if (disk.sizeBytes < 2 * SECTOR_BYTES) return undefined;
  const header = await disk.read(SECTOR_BYTES, SECTOR_BYTES);
  if (header.toString('latin1', 0, 8) !== 'EFI PART') return undefined;
  const headerBytes = header.readUInt32LE(12);
  const checksum = header.readUInt32LE(16);
  header.fill(0, 16, 20); // as it was when the checksum was made
  if (crc32(header.subarray(0, headerBytes)) !== checksum) {
    throw new ImageError('GPT header: expected the one of its checksum, got another');
  }
  const position = Number(header.readBigUInt64LE(72)) * SECTOR_BYTES;
  const [count, entryBytes] = [header.readUInt32LE(80), header.readUInt32LE(84)];
  const entries = await disk.read(position, count * entryBytes);
  if (entryBytes < 128 || crc32(entries) !== header.readUInt32LE(88)) {
    throw new ImageError('GPT entries: expected those of the checksum, got others');
  }
  const partitions = Array.from({ length: count }, (_, index) =>
    readEntry(entries.subarray(index * entryBytes, (index + 1) * entryBytes), index + 1),
  ).filter(({ type }) => type !== UNUSED);
  for (const { number, startBytes, sizeBytes } of partitions) {
    const endBytes = startBytes + sizeBytes;
    if (sizeBytes >= 0 && endBytes <= disk.sizeBytes) continue;
    const place = `in ${disk.sizeBytes} bytes, got ${startBytes} to ${endBytes}`;
    throw new ImageError(`partition ${number}: expected a place ${place}`);
  }
  return partitions;
}

function readEntry(entry: Buffer, number: number): Partition {
  const [first, last] = [entry.readBigUInt64LE(32), entry.readBigUInt64LE(40)];
  return {
    number,
    type: formatGuid(entry.subarray(0, 16)),
    name: entry.toString('utf16le', 56, 128).replace(/\0.*$/s, ''),
    startBytes: Number(first) * SECTOR_BYTES,
    sizeBytes: Number(last - first + 1n) * SECTOR_BYTES,
  };
}
