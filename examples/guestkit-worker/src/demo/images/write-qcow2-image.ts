// https://www.qemu.org/docs/master/interop/qcow2.html, version 3
import { writeFile } from 'node:fs/promises';
import type { SparseDisk } from './sparse-disk.js';

const CLUSTER_BITS = 16;
const CLUSTER_BYTES = 2 ** CLUSTER_BITS;
const L2_ENTRIES = CLUSTER_BYTES / 8;
/** The cluster belongs to this image alone. */
const COPIED = 1n << 63n;

/**
 * Writes a qcow2 image with the clusters that hold anything: header, reference count table and one block of reference counts,
 * L1 table, L2 tables, data, each from a cluster of its own on. So a disk has up to 4 TiB, with up to 2 GiB in it.
 */
export async function writeQcow2Image(path: string, disk: SparseDisk): Promise<void> {
  const clusters = clustersOf(disk);
  const tables = [...new Set([...clusters.keys()].map((index) => Math.floor(index / L2_ENTRIES)))];
  const firstData = 4 + tables.length;
  const count = firstData + clusters.size;
  const image = Buffer.alloc(count * CLUSTER_BYTES);
  const at = (cluster: number) => image.subarray(cluster * CLUSTER_BYTES);

  headerOf(disk).copy(image);
  at(1).writeBigUInt64BE(BigInt(2 * CLUSTER_BYTES));
  for (let cluster = 0; cluster < count; cluster++) at(2).writeUInt16BE(1, cluster * 2);
  for (const [i, table] of tables.entries()) at(3).writeBigUInt64BE(entryOf(4 + i), table * 8);
  for (const [i, [index, bytes]] of [...clusters].entries()) {
    const l2 = at(4 + tables.indexOf(Math.floor(index / L2_ENTRIES)));
    l2.writeBigUInt64BE(entryOf(firstData + i), (index % L2_ENTRIES) * 8);
    bytes.copy(at(firstData + i));
  }
  await writeFile(path, image);
}

/** The parts of the extents by the cluster of the disk that they are in. */
function clustersOf({ extents }: SparseDisk): ReadonlyMap<number, Buffer> {
  const clusters = new Map<number, Buffer>();
  for (const { position, bytes } of extents) {
    for (let done = 0; done < bytes.length; ) {
      const index = Math.floor((position + done) / CLUSTER_BYTES);
      const offset = (position + done) % CLUSTER_BYTES;
      const cluster = clusters.get(index) ?? Buffer.alloc(CLUSTER_BYTES);
      done += bytes.copy(cluster, offset, done);
      clusters.set(index, cluster);
    }
  }
  return clusters;
}

function headerOf({ sizeBytes }: SparseDisk): Buffer {
  const header = Buffer.alloc(112); // the end of the list of extensions is zeros
  header.write('QFI\xfb', 'latin1');
  header.writeUInt32BE(3, 4);
  header.writeUInt32BE(CLUSTER_BITS, 20);
  header.writeBigUInt64BE(BigInt(sizeBytes), 24);
  header.writeUInt32BE(Math.ceil(sizeBytes / CLUSTER_BYTES / L2_ENTRIES), 36);
  header.writeBigUInt64BE(BigInt(3 * CLUSTER_BYTES), 40);
  header.writeBigUInt64BE(BigInt(CLUSTER_BYTES), 48);
  header.writeUInt32BE(1, 56);
  header.writeUInt32BE(4, 96); // reference counts of 2^4 bits
  header.writeUInt32BE(104, 100);
  return header;
}

function entryOf(cluster: number): bigint {
  return BigInt(cluster * CLUSTER_BYTES) | COPIED;
}
