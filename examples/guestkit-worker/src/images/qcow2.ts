// https://www.qemu.org/docs/master/interop/qcow2.html, version 3. All numbers are big-endian.
import { type Disk, ImageError } from './disk.js';

const HEADER_BYTES = 104;
const ENTRY_BYTES = 8;
const OFFSET = 0x00ff_ffff_ffff_fe00n;
const IS_COMPRESSED = 1n << 62n;
const IS_ZERO = 1n;
/** Reference counts may be stale, and nothing here reads those. */
const IS_DIRTY = 1n;

/**
 * The disk that a guest sees in the file of an image: what is no qcow2 is raw. What is more than plain clusters is an error,
 * and so are tables that lead out of the file.
 */
export async function openDisk(file: Disk): Promise<Disk> {
  if (file.sizeBytes < HEADER_BYTES) return file;
  const header = await file.read(0, HEADER_BYTES);
  if (header.toString('latin1', 0, 4) !== 'QFI\xfb') return file;

  const sizeBytes = Number(header.readBigUInt64BE(24));
  const clusterBytes = 2 ** header.readUInt32BE(20);
  const l2Entries = clusterBytes / ENTRY_BYTES;
  const l1Entries = Math.ceil(sizeBytes / clusterBytes / l2Entries);
  if (!isPlain(header) || header.readUInt32BE(36) < l1Entries) {
    const others = 'backing file, encryption and incompatible features';
    throw new ImageError(
      `qcow2: expected version 3 with an L1 table for the disk, without ${others}`,
    );
  }
  const l1 = await file.read(Number(header.readBigUInt64BE(40)), l1Entries * ENTRY_BYTES);
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

/** Without backing file, encryption and incompatible features, which are the zeros here. */
function isPlain(header: Buffer): boolean {
  const isVersion3 = header.readUInt32BE(4) === 3;
  const isAlone = header.readBigUInt64BE(8) === 0n;
  const features = header.readBigUInt64BE(72) & ~IS_DIRTY;
  return isVersion3 && isAlone && header.readUInt32BE(32) === 0 && features === 0n;
}
