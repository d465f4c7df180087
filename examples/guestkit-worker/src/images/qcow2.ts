// https://www.qemu.org/docs/master/interop/qcow2.html. All numbers are big-endian.
import { type Disk, ImageError } from './disk.js';

const HEADER_BYTES = 104;
const ENTRY_BYTES = 8;
/** Bit 0 of the incompatible features only says that reference counts may be stale, and nothing here reads those. */
const HARMLESS_FEATURES = 1n;
const OFFSET = 0x00ff_ffff_ffff_fe00n;
const IS_COMPRESSED = 1n << 62n;
const IS_ZERO = 1n;

/**
 * The disk that a guest sees in the file of an image: what is no qcow2 is raw. Backing files, encryption, compression and
 * extended L2 entries are an error, and so are tables that lead out of the file.
 */
export async function openDisk(file: Disk): Promise<Disk> {
  if (file.sizeBytes < HEADER_BYTES) return file;
  const header = await file.read(0, HEADER_BYTES);
  if (header.toString('latin1', 0, 4) !== 'QFI\xfb') return file;

  checkHeader(header);
  const sizeBytes = Number(header.readBigUInt64BE(24));
  const clusterBytes = 2 ** header.readUInt32BE(20);
  const l2Entries = clusterBytes / ENTRY_BYTES;
  const l1Position = Number(header.readBigUInt64BE(40));
  const l1 = await file.read(l1Position, header.readUInt32BE(36) * ENTRY_BYTES);
  if (l1.length / ENTRY_BYTES < Math.ceil(sizeBytes / clusterBytes / l2Entries)) {
    throw new ImageError(`qcow2: expected an L1 table for ${sizeBytes} bytes, got a shorter one`);
  }
  let l2 = { position: 0, table: l1 }; // the one that was used last: disks are read in order

  async function read(position: number, length: number): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    for (let filled = 0; filled < length; ) {
      const cluster = Math.floor((position + filled) / clusterBytes);
      const inCluster = (position + filled) % clusterBytes;
      const count = Math.min(clusterBytes - inCluster, length - filled);
      const place = await findCluster(cluster);
      if (place !== 0) (await file.read(place + inCluster, count)).copy(bytes, filled);
      filled += count;
    }
    return bytes;
  }

  /** Where a cluster is in the file; 0 for one that reads as zeros. */
  async function findCluster(cluster: number): Promise<number> {
    const l1Entry = l1.readBigUInt64BE(Math.floor(cluster / l2Entries) * ENTRY_BYTES);
    const position = Number(l1Entry & OFFSET);
    if (position === 0) return 0;
    if (l2.position !== position) l2 = { position, table: await file.read(position, clusterBytes) };
    const entry = l2.table.readBigUInt64BE((cluster % l2Entries) * ENTRY_BYTES);
    if (entry & IS_COMPRESSED) throw new ImageError('qcow2: compressed clusters are not supported');
    return entry & IS_ZERO ? 0 : Number(entry & OFFSET);
  }

  return { format: 'qcow2', sizeBytes, read };
}

function checkHeader(header: Buffer): void {
  const version = header.readUInt32BE(4);
  const clusterBits = header.readUInt32BE(20);
  const features = version === 3 ? header.readBigUInt64BE(72) & ~HARMLESS_FEATURES : 0n;
  const rules: readonly (readonly [holds: boolean, rule: string])[] = [
    [version === 2 || version === 3, `version 2 or 3, got ${version}`],
    [header.readBigUInt64BE(8) === 0n, 'an image without backing file'],
    [clusterBits >= 9 && clusterBits <= 21, `9 to 21 bits a cluster, got ${clusterBits}`],
    [header.readUInt32BE(32) === 0, 'an image without encryption'],
    [features === 0n, `no incompatible features but dirty, got 0x${features.toString(16)}`],
  ];
  const broken = rules.find(([holds]) => !holds);
  if (broken !== undefined) throw new ImageError(`qcow2 header: expected ${broken[1]}`);
}
