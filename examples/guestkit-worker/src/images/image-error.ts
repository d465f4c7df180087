/** An image that cannot be read, or that says of itself what cannot be. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
}
