import { type FileHandle, open } from 'node:fs/promises';

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

/** About 3000 readings: some 10 ms of work, after which the event loop has its turn. */
const BATCH_BYTES = 256 * 1024;
/** To count is little work: with few reads it does not have to wait for its turn so often. */
const COUNTED_BYTES = 1024 * 1024;
const NEWLINE = 10;

/** Reads a partition that somebody may be appending to. */
export class PartitionReader {
  readonly #file: FileHandle;
  #buffer = Buffer.alloc(BATCH_BYTES);
  readonly #counted = Buffer.alloc(COUNTED_BYTES);
  #end: Position = { message: 0, byte: 0 };

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<PartitionReader> {
    return new PartitionReader(await open(path, 'r'));
  }

  /** The next messages, as far as they are written to the end of their line; undefined if there is none. */
  async read(from: Position): Promise<Batch | undefined> {
    for (;;) {
      const { bytesRead } = await this.#file.read(this.#buffer, 0, this.#buffer.length, from.byte);
      const length = this.#buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
      if (length >= 0) {
        const lines = this.#buffer.toString('utf8', 0, length).split('\n');
        const next = { message: from.message + lines.length, byte: from.byte + length + 1 };
        return { lines, next };
      }
      if (bytesRead < this.#buffer.length) return undefined;
      this.#buffer = Buffer.alloc(2 * this.#buffer.length); // a line that is longer than that
    }
  }

  /** The last whole messages before a position, from about so many bytes. */
  async readBefore({ byte }: Position, bytes: number): Promise<readonly string[]> {
    const start = Math.max(0, byte - bytes);
    const buffer = Buffer.alloc(byte - start);
    await this.#file.read(buffer, 0, buffer.length, start);
    const lines = buffer.toString('utf8').split('\n').slice(0, -1);
    return start === 0 ? lines : lines.slice(1); // the first one may have lost its beginning
  }

  /** How many messages the partition has now. Reads what was appended since the last call; one call at a time. */
  async countMessages(): Promise<number> {
    for (;;) {
      const { bytesRead } = await this.#file.read(this.#counted, 0, COUNTED_BYTES, this.#end.byte);
      if (bytesRead === 0) return this.#end.message;
      const bytes = this.#counted.subarray(0, bytesRead);
      let { message } = this.#end;
      for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) message++;
      this.#end = { message, byte: this.#end.byte + bytesRead };
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
