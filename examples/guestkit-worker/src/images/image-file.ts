import { open } from 'node:fs/promises';
import { type Disk, ImageError } from './disk.js';

export interface ReadOptions {
  /** Once it is aborted every read throws its reason. */
  readonly signal: AbortSignal;
  /** Is told how many bytes each read brought. */
  readonly diskRead: (bytes: number) => void;
}

/** Opens the file of an image, whatever its format: for a raw one it is the disk. */
export async function openImageFile(
  path: string,
  { signal, diskRead }: ReadOptions,
): Promise<Disk & { readonly close: () => Promise<void> }> {
  const handle = await open(path, 'r');
  const { size: sizeBytes } = await handle.stat();

  async function read(position: number, length: number): Promise<Buffer> {
    signal.throwIfAborted();
    // No more than there is, whatever an image says of the length of its tables.
    const buffer = Buffer.alloc(Math.min(length, sizeBytes));
    const { bytesRead } = await handle.read({ buffer, position });
    diskRead(bytesRead);
    if (bytesRead === length) return buffer;
    const wanted = `${length} bytes at ${position}`;
    throw new ImageError(`${path}: expected ${wanted}, got the end of the file at ${sizeBytes}`);
  }

  return { format: 'raw', sizeBytes, read, close: () => handle.close() };
}
