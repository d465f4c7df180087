import { type Disk, ImageError } from './disk.js';
import { type FileSystem, readFileSystem } from './file-system.js';
import { type Partition, readPartitions } from './partitions.js';

/** What is where on a disk. */
export interface Layout {
  readonly format: Disk['format'];
  readonly sizeBytes: number;
  /** The partitions, or the whole of a disk that has none, and what is on them. */
  readonly volumes: readonly (Partition & { readonly fileSystem: FileSystem | undefined })[];
}

export async function readLayout(disk: Disk): Promise<Layout> {
  const { format, sizeBytes } = disk;
  const whole = { number: 1, name: '', startBytes: 0, sizeBytes };
  const volumes = [];
  for (const volume of (await readPartitions(disk)) ?? [whole]) {
    const fileSystem = await readFileSystem(disk, volume.startBytes, volume.sizeBytes);
    if (fileSystem && fileSystem.sizeBytes > volume.sizeBytes) {
      const rule = `${fileSystem.type} up to ${volume.sizeBytes} bytes, got ${fileSystem.sizeBytes}`;
      throw new ImageError(`volume ${volume.number}: expected ${rule}`);
    }
    volumes.push({ ...volume, fileSystem });
  }
  return { format, sizeBytes, volumes };
}
