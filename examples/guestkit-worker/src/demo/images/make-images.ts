import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ext4Superblock, swapHeader } from './file-systems.js';
import { type PlannedPartition, partitionedDisk } from './partitioned-disk.js';
import { type SparseDisk, writeRawImage } from './sparse-disk.js';
import { writeQcow2Image } from './write-qcow2-image.js';

const MIB = 1024 * 1024;
const GPT_ENTRIES = 1024;
const SUPERBLOCKS = { Linux: ext4Superblock, 'Linux swap': swapHeader };

/** An image as a job names it. */
export interface DiskImage {
  readonly image: string;
  readonly sha256: string;
}

export interface DiskImages {
  readonly good: readonly DiskImage[];
  /** Changed since its sum was taken. */
  readonly altered: DiskImage;
  /** Its partition table contradicts the checksum that is in it. */
  readonly damaged: DiskImage;
  /** 32 GiB, though of holes: to read it takes a while. */
  readonly huge: { readonly image: string };
}

/** Makes disk images in a directory, raw and qcow2. */
export async function makeImages(directory: string): Promise<DiskImages> {
  await mkdir(directory, { recursive: true });
  const path = (name: string) => join(directory, name);
  const server = partitionedDisk([volume('Linux', 'root', 48), volume('Linux swap', 'swap', 16)]);
  const desktop = partitionedDisk([volume('Linux', 'boot', 16), volume('Linux', 'home', 96)]);
  await writeRawImage(path('server.img'), server);
  await writeRawImage(path('desktop.img'), desktop);
  await writeQcow2Image(path('server.qcow2'), server);
  await writeQcow2Image(path('desktop.qcow2'), desktop);
  await writeRawImage(path('altered.img'), changed(server, MIB));
  await writeRawImage(path('damaged.img'), changed(desktop, GPT_ENTRIES));
  await writeRawImage(path('huge.img'), partitionedDisk([volume('Linux', 'archive', 32 * 1024)]));

  const good = ['server.img', 'desktop.img', 'server.qcow2', 'desktop.qcow2'];
  return {
    good: await Promise.all(good.map((name) => withSum(path(name)))),
    altered: { ...(await withSum(path('server.img'))), image: path('altered.img') },
    damaged: await withSum(path('damaged.img')),
    huge: { image: path('huge.img') },
  };
}

/** With a file system, and something in it. */
function volume(type: PlannedPartition['type'], name: string, mib: number): PlannedPartition {
  const sizeBytes = mib * MIB;
  const data = { position: 4 * MIB, bytes: randomBytes(MIB) };
  return { type, name, sizeBytes, extents: [SUPERBLOCKS[type](name, sizeBytes), data] };
}

function changed({ sizeBytes, extents }: SparseDisk, position: number): SparseDisk {
  return { sizeBytes, extents: [...extents, { position, bytes: Buffer.from('!') }] };
}

async function withSum(image: string): Promise<DiskImage> {
  const bytes = await readFile(image);
  return { image, sha256: createHash('sha256').update(bytes).digest('hex') };
}
