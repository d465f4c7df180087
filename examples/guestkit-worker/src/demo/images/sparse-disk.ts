import { open } from 'node:fs/promises';

/** Bytes at a place of a disk. */
export interface Extent {
  readonly position: number;
  readonly bytes: Buffer;
}

/** A disk of zeros but for some extents, which do not overlap. */
export interface SparseDisk {
  readonly sizeBytes: number;
  readonly extents: readonly Extent[];
}

/** Writes a raw image with holes in it: it takes no more of the real disk than the extents. */
export async function writeRawImage(path: string, disk: SparseDisk): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.truncate(disk.sizeBytes);
    for (const { position, bytes } of disk.extents)
      await file.write(bytes, 0, bytes.length, position);
  } finally {
    await file.close();
  }
}
