import { open } from 'node:fs/promises';
import { ImageError } from './image-error.js';

/** The file of an image, whatever its format. */
export interface ImageFile {
  readonly sizeBytes: number;
  /** All of the bytes that are asked for, or an error: a file that ends too early is a broken image. */
  readonly read: (position: number, length: number) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

export interface ReadOptions {
  /** Once it is aborted every read throws its reason. */
  readonly signal: AbortSignal;
  /** Is told how many bytes each read brought. */
  readonly onRead: (bytes: number) => void;
}

export async function openImageFile(
  path: string,
  { signal, onRead }: ReadOptions,
): Promise<ImageFile> {
  const handle = await open(path, 'r');
  const { size: sizeBytes } = await handle.stat();

  async function read(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    for (let filled = 0; filled < length; ) {
      signal.throwIfAborted();
      const rest = { position: position + filled, offset: filled, length: length - filled };
      const { bytesRead } = await handle.read({ buffer, ...rest });
      if (bytesRead === 0) {
        const wanted = `${length} bytes at ${position}`;
        throw new ImageError(
          `${path}: expected ${wanted}, got the end of the file at ${sizeBytes}`,
        );
      }
      onRead(bytesRead);
      filled += bytesRead;
    }
    return buffer;
  }

  return { sizeBytes, read, close: () => handle.close() };
}
