import { writeRawImage } from '../../src/demo/images/sparse-disk.js';
import { writeQcow2Image } from '../../src/demo/images/write-qcow2-image.js';
import { mapBlocks } from '../../src/images/block-map.js';
import { makeWorkspace, type Workspace, withDisk } from '../workspace.js';

const BLOCK = 4096;
/** Used: the last byte of block 1 and the first of block 2, block 600, and the last one, which is half a block. */
const DISK = {
  sizeBytes: 1000 * BLOCK + 2000,
  extents: [
    { position: 2 * BLOCK - 1, bytes: Buffer.from('ab') },
    { position: 600 * BLOCK + 7, bytes: Buffer.from('c') },
    { position: 1000 * BLOCK + 1999, bytes: Buffer.from('d') },
  ],
};
const { signal } = new AbortController();

let workspace: Workspace;

beforeAll(async () => {
  workspace = await makeWorkspace();
  await writeRawImage(workspace.path('raw'), DISK);
  await writeQcow2Image(workspace.path('qcow2'), DISK);
});

afterAll(() => workspace.remove());

test.each(['raw', 'qcow2'])('the used blocks of a %s image are found', async (name) => {
  const { bits, countUsed } = await withDisk(workspace.path(name), (disk) =>
    mapBlocks(disk, signal),
  );
  const used = Array.from({ length: bits.length * 8 }, (_, block) => block).filter(
    (block) => (bits[block >> 3] ?? 0) & (1 << (block & 7)),
  );
  expect(bits).toHaveLength(126);
  expect(used).toEqual([1, 2, 600, 1000]);
  expect(countUsed(0, DISK.sizeBytes)).toBe(4);
});

test.each([
  ['whole blocks', 2 * BLOCK, 2 * BLOCK, 1],
  ['parts of blocks', 2 * BLOCK - 1, 2, 2],
  ['nothing', 600 * BLOCK, 0, 0],
])('%s can be counted', async (_name, startBytes, sizeBytes, count) => {
  const { countUsed } = await withDisk(workspace.path('raw'), (disk) => mapBlocks(disk, signal));
  expect(countUsed(startBytes, sizeBytes)).toBe(count);
});

test('it ends soon after the signal, even where there is nothing to wait for', async () => {
  const path = workspace.path('empty.qcow2');
  await writeQcow2Image(path, { sizeBytes: 2 ** 40, extents: [] });
  const ended = AbortSignal.timeout(20);
  await expect(withDisk(path, (disk) => mapBlocks(disk, ended))).rejects.toHaveProperty(
    'name',
    'TimeoutError',
  );
});
