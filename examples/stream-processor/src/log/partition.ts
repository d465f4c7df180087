import { open } from 'node:fs/promises';

/** A place between two messages of a partition. */
export interface Position {
  /** How many messages are before it. */
  readonly message: number;
  readonly byte: number;
}

export interface Batch {
  readonly lines: readonly string[];
  /** Behind its last line. */
  readonly next: Position;
}

export type Partition = Awaited<ReturnType<typeof openPartition>>;

/** About 3000 readings: some 10 ms of work, after which the event loop has its turn. */
const BATCH_BYTES = 256 * 1024;
/** To count is little work: with few reads it does not have to wait for its turn so often. */
const COUNTED_BYTES = 1024 * 1024;
const NEWLINE = 10;

/** Opens a partition that somebody may be appending to. */
export async function openPartition(path: string) {
  const file = await open(path, 'r');
  let buffer = Buffer.alloc(BATCH_BYTES);
  const counted = Buffer.alloc(COUNTED_BYTES);
  const end = { message: 0, byte: 0 };

  /** The next messages, from so many bytes and as far as they have their newline; undefined if there is none. One call at a time. */
  async function read(from: Position, bytes = BATCH_BYTES): Promise<Batch | undefined> {
    if (bytes > buffer.length) buffer = Buffer.alloc(bytes);
    const { bytesRead } = await file.read(buffer, 0, bytes, from.byte);
    const length = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (length < 0)
      // a line may be longer
      return bytesRead === bytes && bytes > 0 ? read(from, 2 * bytes) : undefined;
    const lines = buffer.toString('utf8', 0, length).split('\n');
    return { lines, next: { message: from.message + lines.length, byte: from.byte + length + 1 } };
  }

  /** How many messages there are now. Reads what was appended since the last call; one call at a time. */
  async function count(): Promise<number> {
    for (;;) {
      const { bytesRead } = await file.read(counted, 0, COUNTED_BYTES, end.byte);
      if (bytesRead === 0) return end.message;
      const bytes = counted.subarray(0, bytesRead);
      for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1))
        end.message++;
      end.byte += bytesRead;
    }
  }

  return { read, count, close: () => file.close() };
}
