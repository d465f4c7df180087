// UEFI specification 2.10, section 5.3. All numbers are little-endian.
import { crc32 } from 'node:zlib';
import type { Disk } from './disk.js';
import { ImageError } from './image-error.js';
import { type Partition, SECTOR_BYTES } from './partition.js';
import { formatGuid } from './uuid.js';

const MAX_ENTRIES = 1024;
const UNUSED = '00000000-0000-0000-0000-000000000000';

/** The partitions of the primary GPT. Its header and its entries carry checksums, and those are held to. */
export async function readGuidPartitions(disk: Disk): Promise<readonly Partition[]> {
  const header = await disk.read(SECTOR_BYTES, SECTOR_BYTES);
  const headerBytes = header.readUInt32LE(12);
  const position = Number(header.readBigUInt64LE(72)) * SECTOR_BYTES;
  const count = header.readUInt32LE(80);
  const entryBytes = header.readUInt32LE(84);
  const isSound =
    header.toString('latin1', 0, 8) === 'EFI PART' &&
    headerBytes >= 92 &&
    headerBytes <= SECTOR_BYTES &&
    headerChecksum(header.subarray(0, headerBytes)) === header.readUInt32LE(16);
  if (!isSound) throw new ImageError('GPT header: expected one with its checksum, got another');
  if (count > MAX_ENTRIES || entryBytes < 128 || entryBytes > SECTOR_BYTES) {
    throw new ImageError(`GPT header: expected sane entries, got ${count} of ${entryBytes} bytes`);
  }
  const entries = await disk.read(position, count * entryBytes);
  if (crc32(entries) !== header.readUInt32LE(88)) {
    throw new ImageError('GPT entries: expected those of the checksum, got others');
  }
  return Array.from({ length: count }, (_, index) =>
    readEntry(entries.subarray(index * entryBytes, (index + 1) * entryBytes), index),
  ).flat();
}

/** The checksum is made with its own field at zero. */
function headerChecksum(header: Buffer): number {
  return crc32(Buffer.from(header).fill(0, 16, 20));
}

function readEntry(entry: Buffer, index: number): readonly Partition[] {
  const type = formatGuid(entry.subarray(0, 16));
  if (type === UNUSED) return [];
  const first = Number(entry.readBigUInt64LE(32));
  const last = Number(entry.readBigUInt64LE(40));
  return [
    {
      number: index + 1,
      type,
      name: entry.toString('utf16le', 56, 128).replace(/\0.*$/s, ''),
      startBytes: first * SECTOR_BYTES,
      sizeBytes: (last - first + 1) * SECTOR_BYTES,
    },
  ];
}
