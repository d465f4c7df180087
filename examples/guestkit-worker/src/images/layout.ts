import type { Disk } from './disk.js';
import { detectFileSystem, type FileSystem } from './file-system.js';
import { ImageError } from './image-error.js';
import type { Partition } from './partition.js';
import { readPartitionTable } from './partition-table.js';

/** A partition, or the whole of a disk that has none, and what is on it. */
export interface Volume extends Partition {
  readonly fileSystem?: FileSystem;
}

/** What is where on a disk. */
export interface Layout {
  readonly format: Disk['format'];
  readonly sizeBytes: number;
  readonly scheme: 'mbr' | 'gpt' | 'none';
  readonly volumes: readonly Volume[];
}

export async function readLayout(disk: Disk): Promise<Layout> {
  const { format, sizeBytes } = disk;
  const all = { number: 1, type: 'disk', startBytes: 0, sizeBytes };
  const whole = await withFileSystem(disk, all);
  // The boot sector of a FAT file system ends as an MBR does, so it has to be known for one before.
  const table = whole.fileSystem ? undefined : await readPartitionTable(disk);
  if (table === undefined) return { format, sizeBytes, scheme: 'none', volumes: [whole] };
  const volumes = [];
  for (const partition of table.partitions) volumes.push(await withFileSystem(disk, partition));
  return { format, sizeBytes, scheme: table.scheme, volumes };
}

async function withFileSystem(disk: Disk, partition: Partition): Promise<Volume> {
  const { number, startBytes, sizeBytes } = partition;
  const fileSystem = await detectFileSystem(disk, startBytes, sizeBytes);
  if (fileSystem === undefined) return partition;
  if (fileSystem.sizeBytes > sizeBytes) {
    const { type, sizeBytes: found } = fileSystem;
    throw new ImageError(
      `volume ${number}: expected ${type} up to ${sizeBytes} bytes, got ${found}`,
    );
  }
  return { ...partition, fileSystem };
}
