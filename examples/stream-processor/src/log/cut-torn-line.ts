import { open } from 'node:fs/promises';

const NEWLINE = 10;
const TAIL_BYTES = 64 * 1024;

/** Leaves the whole lines of a file, which may be new: what a kill has cut off was part of a batch that comes again. */
export async function cutTornLine(path: string): Promise<void> {
  const file = await open(path, 'a+');
  const tail = Buffer.alloc(TAIL_BYTES);
  try {
    let { size } = await file.stat();
    for (let whole = 0; whole === 0 && size > 0; ) {
      const start = Math.max(0, size - TAIL_BYTES);
      const { bytesRead } = await file.read(tail, 0, TAIL_BYTES, start);
      whole = tail.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
      size = start + whole;
    }
    await file.truncate(size);
  } finally {
    await file.close();
  }
}
