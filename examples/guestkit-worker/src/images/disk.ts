/** Bytes by their place: those of an image's file, or those of the disk that a guest sees in it. */
export interface Disk {
  readonly format: 'raw' | 'qcow2';
  readonly sizeBytes: number;
  /** All of the bytes that are asked for, or an error. */
  readonly read: (position: number, length: number) => Promise<Buffer>;
}

/** An image that cannot be read, or that says of itself what cannot be. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
}
