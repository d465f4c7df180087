import { ext4Superblock, swapHeader } from '../../src/demo/images/file-systems.js';
import { makeImages } from '../../src/demo/images/make-images.js';
import { partitionedDisk } from '../../src/demo/images/partitioned-disk.js';
import { type SparseDisk, writeRawImage } from '../../src/demo/images/sparse-disk.js';
import { readLayout } from '../../src/images/layout.js';
import { makeWorkspace, type Workspace, withDisk } from '../workspace.js';

const MIB = 1024 * 1024;

let workspace: Workspace;

beforeAll(async () => {
  workspace = await makeWorkspace();
});

afterAll(() => workspace.remove());

async function layoutOf(disk: SparseDisk) {
  await writeRawImage(workspace.path('disk.img'), disk);
  return withDisk(workspace.path('disk.img'), readLayout);
}

function linuxDisk(partitionBytes: number, fileSystemBytes: number): SparseDisk {
  const extents = [ext4Superblock('root', fileSystemBytes)];
  const partition = { type: 'Linux', name: 'root', sizeBytes: partitionBytes, extents } as const;
  return partitionedDisk([partition]);
}

test('the images of the demo have the partitions and file systems that they were made with', async () => {
  const { good } = await makeImages(workspace.path('images'));
  const found = [];
  for (const { image } of good) {
    const { format, volumes } = await withDisk(image, readLayout);
    found.push([format, ...volumes.map(({ fileSystem }) => fileSystem?.type)]);
  }
  expect(found).toEqual([
    ['raw', 'ext4', 'swap'],
    ['raw', 'ext4', 'ext4'],
    ['qcow2', 'ext4', 'swap'],
    ['qcow2', 'ext4', 'ext4'],
  ]);
});

test('a disk can be all one file system', async () => {
  const disk = { sizeBytes: 16 * MIB, extents: [swapHeader('stick', 16 * MIB)] };
  expect(await layoutOf(disk)).toMatchObject({
    volumes: [{ number: 1, startBytes: 0, sizeBytes: 16 * MIB, fileSystem: { label: 'stick' } }],
  });
});

test('an empty disk is one volume without a file system', async () => {
  expect(await layoutOf({ sizeBytes: 4 * MIB, extents: [] })).toEqual({
    format: 'raw',
    sizeBytes: 4 * MIB,
    volumes: [{ number: 1, name: '', startBytes: 0, sizeBytes: 4 * MIB }],
  });
});

test('a disk of no bytes at all is one volume', async () => {
  const { volumes } = await layoutOf({ sizeBytes: 0, extents: [] });
  expect(volumes).toEqual([{ number: 1, name: '', startBytes: 0, sizeBytes: 0 }]);
});

test('a file system may be smaller than its partition and not larger', async () => {
  expect((await layoutOf(linuxDisk(8 * MIB, 4 * MIB))).volumes).toHaveLength(1);
  await expect(layoutOf(linuxDisk(8 * MIB, 9 * MIB))).rejects.toThrow(
    'volume 1: expected ext4 up to 8388608 bytes, got 9437184',
  );
});
