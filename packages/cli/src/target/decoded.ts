import { promisify } from 'node:util';
import zlib from 'node:zlib';

const decoders: Readonly<
  Record<string, (bytes: Buffer, options: zlib.ZlibOptions) => Promise<Buffer>>
> = {
  gzip: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip),
  deflate: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate),
  br: promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress),
};

/** The bytes without their content encoding. Rejects for an encoding that nobody asked for, and past the length. */
export async function decoded(
  bytes: Buffer,
  encoding: string | undefined,
  maxOutputLength: number,
): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return bytes;
  const decode = decoders[encoding.toLowerCase()];
  if (decode === undefined) throw new Error(`the unknown content encoding "${encoding}"`);
  return decode(bytes, { maxOutputLength });
}
