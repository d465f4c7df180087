import { open } from 'node:fs/promises';
import { type Disk, ImageError } from './disk.js';

/** No table that is read as a whole is larger, whatever an image says. */
const MAX_READ_BYTES = 32 * 1024 * 1024;

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
    if (length > MAX_READ_BYTES)
      throw new ImageError(`${path}: expected tables up to 32 MiB, got one of ${length} bytes`);
    const { bytesRead, buffer } = await handle.read({ buffer: Buffer.alloc(length), position });
    diskRead(bytesRead);
    if (bytesRead === length) return buffer;
    const wanted = `${length} bytes at ${position}`;
    throw new ImageError(`${path}: expected ${wanted}, got the end of the file at ${sizeBytes}`);
  }

  return { format: 'raw', sizeBytes, read, close: () => handle.close() };
}
