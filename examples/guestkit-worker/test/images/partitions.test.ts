import { partitionedDisk } from '../../src/demo/images/partitioned-disk.js';
import { type SparseDisk, writeRawImage } from '../../src/demo/images/sparse-disk.js';
import { readPartitions } from '../../src/images/partitions.js';
import { makeWorkspace, type Workspace, withDisk } from '../workspace.js';
import { sgdiskStart } from './real-images.js';

const MIB = 1024 * 1024;

let workspace: Workspace;

beforeAll(async () => {
  workspace = await makeWorkspace();
});

afterAll(() => workspace.remove());

async function read(disk: SparseDisk) {
  const path = workspace.path('disk.img');
  await writeRawImage(path, disk);
  return withDisk(path, readPartitions);
}

function startingWith(bytes: Buffer, sizeBytes = 8 * MIB): SparseDisk {
  return { sizeBytes, extents: [{ position: 0, bytes }] };
}

/** The disk of the demo with some of its bytes changed. */
function changed(position: number, hex: string): SparseDisk {
  const partition = { type: 'Linux', name: 'root', sizeBytes: 4 * MIB, extents: [] } as const;
  const { sizeBytes, extents } = partitionedDisk([partition]);
  return { sizeBytes, extents: [...extents, { position, bytes: Buffer.from(hex, 'hex') }] };
}

test('what sgdisk wrote is read as it was told, with the number that is missing', async () => {
  expect(await read(startingWith(sgdiskStart))).toEqual([
    { number: 1, name: 'EFI system', startBytes: MIB, sizeBytes: MIB },
    { number: 3, name: 'Größe', startBytes: 2 * MIB, sizeBytes: 2 * MIB },
  ]);
});

test('the table of the demo is read', async () => {
  expect(await read(changed(0, ''))).toEqual([
    { number: 1, name: 'root', startBytes: MIB, sizeBytes: 4 * MIB },
  ]);
});

test.each([
  ['a disk of zeros', { sizeBytes: MIB, extents: [] }],
  ['a disk of one sector', startingWith(sgdiskStart.subarray(0, 512), 512)],
  ['a disk with something else in its second sector', changed(512, '00'.repeat(512))],
])('%s has no partition table', async (_name, disk) => {
  expect(await read(disk)).toBeUndefined();
});

test.each([
  ['an entry is changed', changed(1024 + 56, '00'), /GPT entries/],
  ['the checksum is changed', changed(512 + 88, '00000000'), /GPT entries/],
  ['the entries are of another size', changed(512 + 84, '01'), /GPT entries/],
  ['there are endless entries', changed(512 + 80, 'ffffff'), /tables up to 32 MiB/],
  ['the image was cut off', startingWith(sgdiskStart, 3 * MIB), /partition 3: .* in 3145728 bytes/],
])('it is an error that %s', async (_name, disk, message) => {
  await expect(read(disk)).rejects.toThrow(message);
});
