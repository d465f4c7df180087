import type { ImageFile } from './image-file.js';
import { isQcow2, openQcow2 } from './qcow2.js';

/** What a guest sees of an image: bytes by their place on the disk. */
export interface Disk {
  readonly format: 'raw' | 'qcow2';
  readonly sizeBytes: number;
  readonly read: (position: number, length: number) => Promise<Buffer>;
}

/** Whatever is no qcow2 image is a raw one: those have no mark. */
export async function openDisk(file: ImageFile): Promise<Disk> {
  if (await isQcow2(file)) return openQcow2(file);
  return { format: 'raw', sizeBytes: file.sizeBytes, read: file.read };
}
