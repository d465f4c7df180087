import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { type DiskImages, makeImages } from '../../src/demo/images/make-images.js';
import type { HandlerContext } from '../../src/handlers/handler.js';
import { handlers } from '../../src/handlers/handlers.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

const MIB = 1024 * 1024;
const BLOCK = 64 * 1024;

let workspace: Workspace;
let images: DiskImages;
/** What the handlers told of themselves, in this test. */
let told: { checksums: string[]; readBytes: number; writtenBytes: number };

beforeAll(async () => {
  workspace = await makeWorkspace();
  images = await makeImages(workspace.path('images'));
}, 60_000);

afterAll(() => workspace.remove());

beforeEach(() => {
  told = { checksums: [], readBytes: 0, writtenBytes: 0 };
});

function run(operation: string, data: object, signal = new AbortController().signal) {
  const context: HandlerContext = {
    jobId: 'job',
    signal,
    jobsDirectory: workspace.path('images'),
    resultsDirectory: workspace.path('.'),
    checksumVerified: (status) => told.checksums.push(status),
    diskRead: (bytes) => {
      told.readBytes += bytes;
    },
    diskWritten: (bytes) => {
      told.writtenBytes += bytes;
    },
    trackHandler: (_labels, fn) => fn(context),
  };
  return handlers.get(operation)?.run({ ...data }, context);
}

test('echo gives back its message', async () => {
  expect(await run('system.echo', { message: 'test' })).toEqual({ message: 'test' });
});

test('echo without a message is an error', async () => {
  await expect(run('system.echo', {})).rejects.toThrow('message: Invalid input: expected string');
});

test('inspect tells what is in an image, and reads all of it for the checksum', async () => {
  const [raw] = images.good;
  const found = await run('guestkit.inspect', { ...raw });
  expect(found).toMatchObject({
    format: 'raw',
    volumes: [
      { number: 1, fileSystem: { type: 'ext4', label: 'root', sizeBytes: 48 * MIB } },
      { number: 2, fileSystem: { type: 'swap', label: 'swap', sizeBytes: 16 * MIB } },
    ],
  });
  expect(told.checksums).toEqual(['success']);
  // The file for its sum; then what a qcow2 header takes, header and entries of the GPT, and the start of each volume.
  expect(told.readBytes).toBe(66 * MIB + 104 + 512 + 16 * 1024 + 2 * 4096);
  expect(told.writtenBytes).toBe(0);
});

test('an image is named from the jobs directory on', async () => {
  await run('guestkit.inspect', { image: 'server.img' });
  expect(told.checksums).toEqual(['skipped']);
  expect(told.readBytes).toBe(104 + 512 + 16 * 1024 + 2 * 4096);
});

test('an image with another sum is not looked into', async () => {
  const error = { name: 'ChecksumMismatch', message: expect.stringContaining('sha256: expected') };
  await expect(run('guestkit.inspect', images.altered)).rejects.toMatchObject(error);
  expect(told).toEqual({ checksums: ['failure'], readBytes: 66 * MIB, writtenBytes: 0 });
});

test('a sum may be written in capitals', async () => {
  const [, , qcow2] = images.good;
  await run('guestkit.inspect', { ...qcow2, sha256: qcow2?.sha256.toUpperCase() });
  expect(told.checksums).toEqual(['success']);
});

test.each([
  ['an image that is not there', { image: 'none.img' }, 'ENOENT'],
  ['no image', {}, 'image: Invalid input: expected string, received undefined'],
  ['a sum that is none', { image: 'server.img', sha256: 'abc' }, 'sha256: Invalid sha256'],
])('%s is an error, and no verification', async (_name, data, message) => {
  await expect(run('guestkit.inspect', data)).rejects.toThrow(message);
  expect(told.checksums).toEqual([]);
});

test('a damaged partition table is an error, though the sum is right', async () => {
  await expect(run('guestkit.inspect', images.damaged)).rejects.toThrow('GPT entries');
  expect(told.checksums).toEqual(['success']);
});

test.each([0, 1, 2, 3])(
  'profile finds what is in use in image %i, and writes its map',
  async (index) => {
    const found = await run('guestkit.profile', { image: images.good[index]?.image });
    const map = await readFile(workspace.path('job.map'));
    const used = map.filter((byte) => byte === 1).length;
    // Of each volume the superblock and 1 MiB.
    const volumes = [{ usedBytes: BLOCK + MIB }, { usedBytes: BLOCK + MIB }];
    expect(found).toMatchObject({
      map: 'job.map',
      blockBytes: BLOCK,
      usedBytes: used * BLOCK,
      volumes,
    });
    expect(told.writtenBytes).toBe(map.length);
    expect(told.readBytes).toBeGreaterThan(MIB);
  },
);

test('an image is closed, whatever comes of it', async () => {
  const openFiles = async () => {
    const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`));
    return (await Promise.allSettled(links)).flatMap((link) => ('value' in link ? link.value : []));
  };
  await run('guestkit.inspect', { image: 'server.img' });
  await expect(run('guestkit.inspect', images.damaged)).rejects.toThrow();
  expect((await openFiles()).filter((path) => path.startsWith(workspace.path('')))).toEqual([]);
});

test('a profile of all zeros in a file of holes can be given up', async () => {
  const signal = AbortSignal.timeout(50);
  await expect(run('guestkit.profile', images.huge, signal)).rejects.toHaveProperty(
    'name',
    'TimeoutError',
  );
  expect((await stat(images.huge.image)).size).toBeGreaterThan(told.readBytes);
  expect(told.writtenBytes).toBe(0);
});
