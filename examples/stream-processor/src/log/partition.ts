import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** How far a partition is done. */
export interface Checkpoint {
  /** How many messages are before it. */
  readonly message: number;
  readonly byte: number;
  /** The time of the latest reading before it; 0 before the first. */
  readonly latestMs: number;
  /** The size of the results of what is before it. */
  readonly resultBytes: number;
}

export const START: Checkpoint = { message: 0, byte: 0, latestMs: 0, resultBytes: 0 };

export interface Batch {
  readonly lines: readonly string[];
  /** Behind its last line. */
  readonly next: Pick<Checkpoint, 'message' | 'byte'>;
}

/** About 3000 readings: some 10 ms of work, after which the event loop has its turn. */
const BATCH_BYTES = 256 * 1024;
/** To count is little work: with few reads it does not have to wait for its turn so often. */
const COUNTED_BYTES = 1024 * 1024;
const NEWLINE = 10;

/** A topic is a folder, a partition a file in it that only grows, a message a line. */
export function partitionPath(directory: string, topic: string, partition: string): string {
  return join(directory, 'topics', topic, `${partition}.jsonl`);
}

/** Opens a partition that somebody may be appending to. */
export async function openPartition(path: string) {
  const file = await open(path, 'r');
  const usual = Buffer.alloc(BATCH_BYTES);
  const counted = Buffer.alloc(COUNTED_BYTES);
  const end = { message: 0, byte: 0 };

  /** The next messages, as far as they have their newline; undefined if there is none. One call at a time. */
  async function read({ message, byte }: Batch['next']): Promise<Batch | undefined> {
    // a line may be longer than usual
    for (let buffer = usual; ; buffer = Buffer.alloc(2 * buffer.length)) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, byte);
      const length = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
      if (length >= 0) {
        const lines = buffer.toString('utf8', 0, length).split('\n');
        return { lines, next: { message: message + lines.length, byte: byte + length + 1 } };
      }
      if (bytesRead < buffer.length) return undefined;
    }
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
