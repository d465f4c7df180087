// https://www.qemu.org/docs/master/interop/qcow2.html. All numbers are big-endian.
import type { Disk } from './disk.js';
import { ImageError } from './image-error.js';
import type { ImageFile } from './image-file.js';

const MAGIC = 0x5146_49fb; // "QFI\xfb"
const HEADER_BYTES = 104;
const ENTRY_BYTES = 8;
const EMPTY: Buffer = Buffer.alloc(0);
const MAX_L1_BYTES = 32 * 1024 * 1024;
/** Bit 0 of the incompatible features only says that reference counts may be stale, and nothing here reads those. */
const HARMLESS_FEATURES = 1n;

const OFFSET = 0x00ff_ffff_ffff_fe00n;
const IS_COMPRESSED = 1n << 62n;
const IS_ZERO = 1n;

export async function isQcow2(file: ImageFile): Promise<boolean> {
  return file.sizeBytes >= HEADER_BYTES && (await file.read(0, 4)).readUInt32BE() === MAGIC;
}

/**
 * Versions 2 and 3, without backing files, encryption, compression and extended L2 entries: an image that has those is an
 * error, and so is one whose tables lead out of its file.
 */
export async function openQcow2(file: ImageFile): Promise<Disk> {
  const header = readHeader(await file.read(0, HEADER_BYTES));
  const { sizeBytes, clusterBytes } = header;
  const l2Entries = clusterBytes / ENTRY_BYTES;
  const l1 = await file.read(header.l1Position, header.l1Entries * ENTRY_BYTES);
  let l2 = { position: 0, table: EMPTY }; // the one that was used last: disks are read in order

  async function read(position: number, length: number): Promise<Buffer> {
    if (position + length > sizeBytes) {
      throw new ImageError(
        `qcow2: expected a read below ${sizeBytes}, got one to ${position + length}`,
      );
    }
    const bytes = Buffer.alloc(length);
    for (let filled = 0; filled < length; ) {
      const cluster = Math.floor((position + filled) / clusterBytes);
      const inCluster = (position + filled) % clusterBytes;
      const count = Math.min(clusterBytes - inCluster, length - filled);
      const place = await findCluster(cluster);
      if (place !== undefined) (await file.read(place + inCluster, count)).copy(bytes, filled);
      filled += count;
    }
    return bytes;
  }

  /** Where a cluster is in the file; undefined for one that reads as zeros. */
  async function findCluster(cluster: number): Promise<number | undefined> {
    const l1Entry = l1.readBigUInt64BE(Math.floor(cluster / l2Entries) * ENTRY_BYTES);
    const table = positionOf(l1Entry);
    if (table === 0) return undefined;
    if (l2.position !== table) {
      l2 = { position: table, table: await file.read(table, clusterBytes) };
    }
    const entry = l2.table.readBigUInt64BE((cluster % l2Entries) * ENTRY_BYTES);
    if (entry & IS_COMPRESSED) throw new ImageError('qcow2: compressed clusters are not supported');
    if (entry & IS_ZERO) return undefined;
    return positionOf(entry) || undefined;
  }

  return { format: 'qcow2', sizeBytes, read };
}

interface Header {
  readonly sizeBytes: number;
  readonly clusterBytes: number;
  readonly l1Position: number;
  readonly l1Entries: number;
}

function readHeader(bytes: Buffer): Header {
  const version = bytes.readUInt32BE(4);
  const clusterBits = bytes.readUInt32BE(20);
  const sizeBytes = Number(bytes.readBigUInt64BE(24));
  const features = version === 3 ? bytes.readBigUInt64BE(72) & ~HARMLESS_FEATURES : 0n;
  const l1Entries = bytes.readUInt32BE(36);
  const clusterBytes = 2 ** clusterBits;
  expect(version === 2 || version === 3, `version 2 or 3, got ${version}`);
  expect(bytes.readBigUInt64BE(8) === 0n, 'an image without backing file');
  expect(clusterBits >= 9 && clusterBits <= 21, `9 to 21 bits a cluster, got ${clusterBits}`);
  expect(bytes.readUInt32BE(32) === 0, 'an image without encryption');
  expect(features === 0n, `no incompatible features but dirty, got 0x${features.toString(16)}`);
  const needed = Math.ceil(sizeBytes / clusterBytes / (clusterBytes / ENTRY_BYTES));
  expect(l1Entries >= needed, `an L1 table of ${needed} entries, got ${l1Entries}`);
  expect(
    l1Entries * ENTRY_BYTES <= MAX_L1_BYTES,
    `an L1 table up to 32 MiB, got ${l1Entries} entries`,
  );
  return { sizeBytes, clusterBytes, l1Position: Number(bytes.readBigUInt64BE(40)), l1Entries };
}

function positionOf(entry: bigint): number {
  return Number(entry & OFFSET);
}

function expect(holds: boolean, rule: string): void {
  if (!holds) throw new ImageError(`qcow2 header: expected ${rule}`);
}
