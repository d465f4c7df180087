import { partitionedDisk } from '../../src/demo/images/partitioned-disk.js';
import { type SparseDisk, writeRawImage } from '../../src/demo/images/sparse-disk.js';
import { readPartitionTable } from '../../src/images/partition-table.js';
import { makeWorkspace, type Workspace, withDisk } from '../workspace.js';
import { sfdiskStart, sgdiskStart } from './real-images.js';

const MIB = 1024 * 1024;
const EFI = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const LINUX = '0fc63daf-8483-4772-8e79-3d69d8477de4';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await makeWorkspace();
});

afterAll(() => workspace.remove());

async function read(disk: SparseDisk) {
  const path = workspace.path('disk.img');
  await writeRawImage(path, disk);
  return withDisk(path, readPartitionTable);
}

function startingWith(bytes: Buffer, sizeBytes = 8 * MIB): SparseDisk {
  return { sizeBytes, extents: [{ position: 0, bytes }] };
}

/** The disk of the demo with some of its bytes changed. */
function changed(scheme: 'mbr' | 'gpt', position: number, hex: string): SparseDisk {
  const partition = { type: 'Linux', name: 'root', sizeBytes: 4 * MIB, extents: [] } as const;
  const { sizeBytes, extents } = partitionedDisk(scheme, [partition]);
  return { sizeBytes, extents: [...extents, { position, bytes: Buffer.from(hex, 'hex') }] };
}

test('what sfdisk wrote is read as it was told, with the extended partition as one', async () => {
  expect(await read(startingWith(sfdiskStart))).toEqual({
    scheme: 'mbr',
    partitions: [
      { number: 1, type: '0x0c', startBytes: MIB, sizeBytes: MIB },
      { number: 2, type: '0x83', startBytes: 2 * MIB, sizeBytes: 2 * MIB },
      { number: 3, type: '0x05', startBytes: 4 * MIB, sizeBytes: 6000 * 512 },
    ],
  });
});

test('what sgdisk wrote is read as it was told, with the number that is missing', async () => {
  expect(await read(startingWith(sgdiskStart))).toEqual({
    scheme: 'gpt',
    partitions: [
      { number: 1, type: EFI, name: 'EFI system', startBytes: MIB, sizeBytes: MIB },
      { number: 3, type: LINUX, name: 'Größe', startBytes: 2 * MIB, sizeBytes: 2 * MIB },
    ],
  });
});

test.each([
  ['mbr', [{ number: 1, type: '0x83', startBytes: MIB, sizeBytes: 4 * MIB }]],
  ['gpt', [{ number: 1, type: LINUX, name: 'root', startBytes: MIB, sizeBytes: 4 * MIB }]],
] as const)('the %s of the demo is read', async (scheme, partitions) => {
  expect(await read(changed(scheme, 0, ''))).toEqual({ scheme, partitions });
});

test.each([
  ['a disk of zeros', { sizeBytes: MIB, extents: [] }],
  ['a disk of one sector', startingWith(sfdiskStart, 512)],
  ['a boot sector whose end is another', changed('mbr', 510, '55ab')],
  ['a boot sector with code where the entries are', changed('mbr', 446 + 16, '31c0')],
])('%s has no partition table', async (_name, disk) => {
  expect(await read(disk)).toBeUndefined();
});

test.each([
  ['an entry of the GPT is changed', changed('gpt', 1024 + 56, '00'), /GPT entries/],
  ['the header of the GPT is changed', changed('gpt', 512 + 56, '0000'), /GPT header/],
  ['the header of the GPT is gone', changed('gpt', 512, '00'.repeat(512)), /GPT header/],
  ['the header of the GPT is of another size', changed('gpt', 512 + 12, 'ffff'), /GPT header/],
  ['the image was cut off', startingWith(sfdiskStart, 6 * MIB), /partition 3: .* in 6291456 bytes/],
])('it is an error that %s', async (_name, disk, message) => {
  await expect(read(disk)).rejects.toThrow(message);
});
