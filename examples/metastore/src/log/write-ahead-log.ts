import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { StorageMetrics } from '@meterkit/meters/storage';
import type { LogEntry } from './command.js';

/** Before each record: its length and its CRC-32, 4 bytes each. The record is the entry as JSON. */
const HEADER_BYTES = 8;

const storage = 'wal';

/** A log file. What it has appended is on the disk. The caller does one thing at a time. */
export class WriteAheadLog {
  readonly #file: FileHandle;
  readonly #metrics: StorageMetrics;
  readonly #entries: LogEntry[] = [];
  /** Where the record of each entry ends. */
  readonly #ends: number[] = [];
  #failure: unknown;

  private constructor(file: FileHandle, metrics: StorageMetrics) {
    this.#file = file;
    this.#metrics = metrics;
  }

  /** Reads what an earlier life has left. A torn last record, of which nobody was told, is cut off. */
  static async open(path: string, metrics: StorageMetrics): Promise<WriteAheadLog> {
    const log = new WriteAheadLog(await open(path, 'a+'), metrics);
    try {
      await metrics.track({ operation: 'replay', storage }, () => log.#replay(path));
      return log;
    } catch (error) {
      await log.close();
      throw error;
    }
  }

  get lastIndex(): number {
    return this.#entries.length;
  }

  entry(index: number): LogEntry | undefined {
    return this.#entries[index - 1];
  }

  /** 0 before the first entry and after the last. */
  termAt(index: number): number {
    return this.entry(index)?.term ?? 0;
  }

  /** At most `count` entries, the first one at `index`. */
  from(index: number, count: number): readonly LogEntry[] {
    return this.#entries.slice(index - 1, index - 1 + count);
  }

  /** Resolves when they are on the disk. Once it has rejected it always does, until the next life sees what is there. */
  async append(entries: readonly LogEntry[]): Promise<void> {
    const records = entries.map(encode);
    const last = this.lastIndex;
    await this.#metrics.track({ operation: 'append', storage }, async () => {
      if (this.#failure !== undefined) throw this.#failure;
      try {
        await this.#file.appendFile(Buffer.concat(records));
        await this.#file.datasync();
      } catch (error) {
        this.#failure = error;
        throw error;
      }
    });
    for (const [i, record] of records.entries())
      this.#ends.push(this.#end(last + i) + record.length);
    this.#entries.push(...entries);
  }

  /** Takes away all entries after this one. */
  async truncate(lastIndex: number): Promise<void> {
    await this.#metrics.track({ operation: 'truncate', storage }, () => this.#cut(lastIndex));
    this.#entries.length = lastIndex;
    this.#ends.length = lastIndex;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #end(index: number): number {
    return this.#ends[index - 1] ?? 0;
  }

  async #cut(lastIndex: number): Promise<void> {
    await this.#file.truncate(this.#end(lastIndex));
    await this.#file.datasync();
  }

  async #replay(path: string): Promise<void> {
    const bytes = await this.#file.readFile();
    let end = 0;
    for (let record = decode(bytes, end); record !== undefined; record = decode(bytes, end)) {
      end += HEADER_BYTES + record.length;
      this.#entries.push(JSON.parse(record.toString())); // its checksum says that we wrote it
      this.#ends.push(end);
    }
    if (end === bytes.length) return;
    if (isFollowedByAnother(bytes, end))
      throw new Error(`${path}: expected whole records, got a damaged one at byte ${end}`);
    await this.#cut(this.lastIndex);
  }
}

function encode(entry: LogEntry): Buffer {
  const record = Buffer.from(JSON.stringify(entry));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(record.length, 0);
  header.writeUInt32LE(crc32(record), 4);
  return Buffer.concat([header, record]);
}

/** Undefined where there is no whole record. */
function decode(bytes: Buffer, at: number): Buffer | undefined {
  if (at + HEADER_BYTES > bytes.length) return undefined;
  const [length, checksum] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
  const record = bytes.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length);
  return length > 0 && record.length === length && crc32(record) === checksum ? record : undefined;
}

/** Then it was not torn when it was written: it was written well and is damaged. */
function isFollowedByAnother(bytes: Buffer, at: number): boolean {
  if (at + HEADER_BYTES > bytes.length) return false;
  return decode(bytes, at + HEADER_BYTES + bytes.readUInt32LE(at)) !== undefined;
}
