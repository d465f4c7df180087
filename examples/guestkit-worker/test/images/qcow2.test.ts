import { randomBytes } from 'node:crypto';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { type SparseDisk, writeRawImage } from '../../src/demo/images/sparse-disk.js';
import { writeQcow2Image } from '../../src/demo/images/write-qcow2-image.js';
import type { Disk } from '../../src/images/disk.js';
import { makeWorkspace, type Workspace, withDisk } from '../workspace.js';
import { qemuImage } from './real-images.js';

const MIB = 1024 * 1024;
/** Over the border of two clusters, and in the range of the second L2 table. */
const EXTENTS = [
  { position: 65_000, bytes: randomBytes(2000) },
  { position: 600 * MIB, bytes: randomBytes(MIB) },
];
const DISK: SparseDisk = { sizeBytes: 700 * MIB + 12_345, extents: EXTENTS };

let workspace: Workspace;
let image: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  image = workspace.path('disk.qcow2');
});

afterEach(() => workspace.remove());

const everything = (disk: Disk) => disk.read(0, disk.sizeBytes);

/** With some bytes of the file changed. */
async function writeChanged(position: number, hex: string): Promise<void> {
  await writeQcow2Image(image, {
    sizeBytes: MIB,
    extents: [{ position: 0, bytes: randomBytes(9) }],
  });
  const bytes = await readFile(image);
  Buffer.from(hex, 'hex').copy(bytes, position);
  await writeFile(image, bytes);
}

test('what qemu-img wrote is read', async () => {
  await writeFile(image, qemuImage);
  const bytes = Buffer.alloc(40 * 1024);
  bytes.write('hello', 20_000);
  expect(await withDisk(image, everything)).toEqual(bytes);
});

test('it has the bytes of the raw image', async () => {
  await writeQcow2Image(image, DISK);
  await writeRawImage(workspace.path('disk.img'), DISK);
  for (const { position, bytes } of EXTENTS) {
    const around = (disk: Disk) => disk.read(position - 100, bytes.length + 200);
    const raw = await withDisk(workspace.path('disk.img'), around);
    expect((await withDisk(image, around)).equals(raw)).toBe(true);
  }
  await withDisk(image, async ({ format, sizeBytes, read }) => {
    expect({ format, sizeBytes }).toEqual({ format: 'qcow2', sizeBytes: DISK.sizeBytes });
    expect(await read(sizeBytes - 10, 10)).toEqual(Buffer.alloc(10));
    for (const { position, bytes } of EXTENTS) {
      expect((await read(position, bytes.length)).equals(bytes)).toBe(true);
    }
  });
});

test('an image whose reference counts may be stale is read', async () => {
  await writeChanged(72, '0000000000000001');
  expect((await withDisk(image, everything)).length).toBe(MIB);
});

test('a cluster that says that it reads as zeros does', async () => {
  await writeChanged(4 * 65_536 + 7, '01');
  expect(await withDisk(image, everything)).toEqual(Buffer.alloc(MIB));
});

test.each([
  ['a version from the past', 4, '00000002', /expected version 3/],
  ['a version from the future', 4, '00000004', /expected version 3/],
  ['a backing file', 8, '0000000000000200', /without backing file/],
  ['clusters of 1 byte', 20, '00000000', /an L1 table for the disk/],
  ['clusters of 4 GiB', 20, '00000020', /tables up to 32 MiB/],
  ['encryption', 32, '00000001', /without .* encryption/],
  ['an external data file', 72, '0000000000000004', /without .* incompatible features/],
  ['no L1 table', 36, '00000000', /an L1 table for the disk/],
  ['an endless disk', 24, '0000010000000000', /an L1 table for the disk/],
  ['an L1 table behind the end of the file', 40, '0000000040000000', /the end of the file/],
  ['a compressed cluster', 4 * 65_536, '40', /compressed clusters are not supported/],
  ['a cluster behind the end of the file', 4 * 65_536 + 3, '40', /the end of the file/],
])('%s is an error', async (_name, position, hex, message) => {
  await writeChanged(position, hex);
  await expect(withDisk(image, everything)).rejects.toThrow(message);
});

test('an image that was cut off is an error', async () => {
  await writeChanged(0, '');
  await truncate(image, 5 * 65_536);
  await expect(withDisk(image, everything)).rejects.toThrow('got the end of the file at 327680');
});
