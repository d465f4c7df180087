import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import type { ContentEncoding } from '@meterkit/exposition';

type Compression = Exclude<ContentEncoding, 'identity'>;

interface Compressor {
  /** In the thread pool. */
  readonly whole: (bytes: Buffer) => Promise<Buffer>;
  readonly stream: () => Transform;
}

interface ParameterOptions {
  readonly params: Readonly<Record<number, number>>;
}

/** What Node 22.15 has, and the types of Node 20 know nothing of. */
interface Zstd {
  readonly constants: { readonly ZSTD_c_compressionLevel: number };
  readonly createZstdCompress: (options: ParameterOptions) => Transform;
  readonly zstdCompress: (
    bytes: Buffer,
    options: ParameterOptions,
    callback: (error: Error | null, compressed: Buffer) => void,
  ) => void;
}

/** By preference. The cheapest level of each: gzip's level 6 takes four times as long as level 1 for 7 % fewer bytes. */
const compressors: ReadonlyMap<Compression, Compressor> = new Map([
  ...zstd(),
  ['gzip', gzip()],
  ['br', brotli()],
]);

/** The encodings that this Node has, the cheapest first. */
export const encodings: readonly Compression[] = [...compressors.keys()];

export async function compressed(bytes: Buffer, encoding: ContentEncoding): Promise<Buffer> {
  return encoding === 'identity' ? bytes : compressor(encoding).whole(bytes);
}

export function compressStream(encoding: Compression): Transform {
  return compressor(encoding).stream();
}

function compressor(encoding: Compression): Compressor {
  const known = compressors.get(encoding);
  if (known === undefined) throw new Error(`this Node.js has no ${encoding}`);
  return known;
}

function gzip(): Compressor {
  const options = { level: zlib.constants.Z_BEST_SPEED };
  const whole = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gzip);
  return { whole: (bytes) => whole(bytes, options), stream: () => zlib.createGzip(options) };
}

/** Quality 1 costs what gzip costs, and packs as much. The window is made for a page, not for a film: 256 KiB. */
function brotli(): Compressor {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN } = zlib.constants;
  const options = { params: { [BROTLI_PARAM_QUALITY]: 1, [BROTLI_PARAM_LGWIN]: 18 } };
  const whole = promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliCompress);
  return {
    whole: (bytes) => whole(bytes, options),
    stream: () => zlib.createBrotliCompress(options),
  };
}

function zstd(): readonly (readonly ['zstd', Compressor])[] {
  if (!('createZstdCompress' in zlib)) return [];
  const { constants, createZstdCompress, zstdCompress } = zlib as unknown as Zstd; // looked for above
  const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
  const whole = promisify(zstdCompress);
  return [
    [
      'zstd',
      { whole: (bytes) => whole(bytes, options), stream: () => createZstdCompress(options) },
    ],
  ];
}
