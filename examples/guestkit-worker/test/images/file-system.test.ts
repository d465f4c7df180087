import { ext4Superblock, swapHeader } from '../../src/demo/images/file-systems.js';
import { type Extent, writeRawImage } from '../../src/demo/images/sparse-disk.js';
import { readFileSystem } from '../../src/images/file-system.js';
import { makeWorkspace, type Workspace, withDisk } from '../workspace.js';
import { realFileSystems } from './real-images.js';

const MIB = 1024 * 1024;
/** In the middle of a disk, as in a partition. */
const START = 3 * MIB;

let workspace: Workspace;

beforeAll(async () => {
  workspace = await makeWorkspace();
});

afterAll(() => workspace.remove());

async function detect({ position, bytes }: Extent, sizeBytes = 8 * MIB) {
  const path = workspace.path('disk.img');
  const extents = [{ position: START + position, bytes }];
  await writeRawImage(path, { sizeBytes: START + sizeBytes, extents });
  return withDisk(path, (disk) => readFileSystem(disk, START, sizeBytes));
}

test.each(realFileSystems)('what $madeBy made is read as blkid reads it', async (real) => {
  const { type, label, sizeBytes, head } = real;
  expect(await detect({ position: 0, bytes: head })).toEqual({ type, label, sizeBytes });
});

test.each([
  ['ext4', ext4Superblock('small', 64 * MIB)],
  ['swap', swapHeader('small', 64 * MIB)],
])('%s is known by what the demo writes', async (type, extent) => {
  expect(await detect(extent)).toMatchObject({ type, label: 'small', sizeBytes: 64 * MIB });
});

test.each([
  ['incompatible', 0x60, 0x40],
  ['read-only compatible', 0x64, 0x8],
])('ext4 is known by its %s features alone', async (_name, place, feature) => {
  const { position, bytes } = ext4Superblock('small', 64 * MIB);
  bytes.writeUInt32LE(0, 0x60);
  bytes.writeUInt32LE(0, 0x64);
  expect(await detect({ position, bytes })).toMatchObject({ type: 'ext3' });
  bytes.writeUInt32LE(feature, place);
  expect(await detect({ position, bytes })).toMatchObject({ type: 'ext4' });
});

test('an ext4 file system may be larger than 32 bits can count', async () => {
  const { position, bytes } = ext4Superblock('small', 64 * MIB);
  bytes.writeUInt32LE(1, 0x150);
  const found = await detect({ position, bytes });
  expect(found).toMatchObject({ sizeBytes: 2 ** 32 * 4096 + 64 * MIB });
});

test.each([
  ['zeros', Buffer.alloc(0)],
  ['text', Buffer.alloc(MIB, 'no file system ')],
])('%s are no file system', async (_name, bytes) => {
  expect(await detect({ position: 0, bytes })).toBeUndefined();
});

test('a place that is smaller than any superblock has no file system', async () => {
  expect(await detect({ position: 0, bytes: Buffer.from('abc') }, 3)).toBeUndefined();
});
