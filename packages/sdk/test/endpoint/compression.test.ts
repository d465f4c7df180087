import { buffer } from 'node:stream/consumers';
import * as zlib from 'node:zlib';
import { compressed, compressStream, encodings } from '../../src/endpoint/compression.js';

const hasZstd = 'zstdDecompressSync' in zlib;
const page = Buffer.from('orders_placed_total{region="eu"} 1\n'.repeat(1000));

const decompress = {
  gzip: zlib.gunzipSync,
  br: zlib.brotliDecompressSync,
  zstd: Reflect.get(zlib, 'zstdDecompressSync') as typeof zlib.gunzipSync, // the types are those of Node 20
};

test('offers what this Node.js has, the cheapest first', () => {
  expect(encodings).toEqual(hasZstd ? ['zstd', 'gzip', 'br'] : ['gzip', 'br']);
});

test.each(encodings)('compresses to %s, at once and as a stream', async (encoding) => {
  const whole = await compressed(page, encoding);
  const stream = compressStream(encoding);
  stream.end(page);
  const streamed = await buffer(stream);
  for (const bytes of [whole, streamed]) {
    expect(bytes.length).toBeLessThan(page.length / 10);
    expect(decompress[encoding](bytes).equals(page)).toBe(true);
  }
});

test('leaves as it is what is not to be compressed', async () => {
  expect(await compressed(page, 'identity')).toBe(page);
});
