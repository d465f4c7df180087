import { writeRawImage } from '../../src/demo/images/sparse-disk.js';
import { writeQcow2Image } from '../../src/demo/images/write-qcow2-image.js';
import { mapBlocks } from '../../src/images/block-map.js';
import { makeWorkspace, type Workspace, withDisk } from '../workspace.js';

const BLOCK = 64 * 1024;
/** Used: the last byte of block 1 and the first of block 2, block 60, and the last one, which is half a block. */
const DISK = {
  sizeBytes: 100 * BLOCK + 2000,
  extents: [
    { position: 2 * BLOCK - 1, bytes: Buffer.from('ab') },
    { position: 60 * BLOCK + 7, bytes: Buffer.from('c') },
    { position: 100 * BLOCK + 1999, bytes: Buffer.from('d') },
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
  const map = await withDisk(workspace.path(name), (disk) => mapBlocks(disk, signal));
  const used = [...map].flatMap((byte, block) => (byte === 1 ? [block] : []));
  expect(map).toHaveLength(101);
  expect(used).toEqual([1, 2, 60, 100]);
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
