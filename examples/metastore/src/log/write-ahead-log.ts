import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { StorageMetrics } from '@meterkit/meters/storage';
import type { LogEntry } from './command.js';

const storage = 'wal';
const CHECKSUM_LENGTH = 8;

/** A log file: each line is the CRC-32 of an entry and the entry as JSON. What it has appended is on the disk. */
export class WriteAheadLog {
  readonly #file: FileHandle;
  readonly #metrics: StorageMetrics;
  readonly #entries: LogEntry[] = [];
  /** Once it has rejected it always does, until the next life sees what is there. */
  #written: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, metrics: StorageMetrics) {
    this.#file = file;
    this.#metrics = metrics;
  }

  /** Reads what an earlier life has left. A torn last line, of which nobody was told, is cut off. */
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

  /** 0 before the first entry and after the last. */
  termAt(index: number): number {
    return this.#entries[index - 1]?.term ?? 0;
  }

  /** From one index to another, both included, as far as there are entries. */
  slice(first: number, last: number): readonly LogEntry[] {
    return this.#entries.slice(first - 1, last);
  }

  /** Resolves when they are on the disk. */
  append(entries: readonly LogEntry[]): Promise<void> {
    return this.#metrics.track({ operation: 'append', storage }, () => {
      this.#written = this.#written.then(async () => {
        await this.#file.appendFile(entries.map(toLine).join(''));
        await this.#file.datasync();
        this.#entries.push(...entries);
      });
      return this.#written;
    });
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #replay(path: string): Promise<void> {
    const lines = (await this.#file.readFile('utf8')).split(/(?<=\n)/);
    const torn = lines.findIndex((line) => !isWhole(line));
    if (torn >= 0 && lines.slice(torn).some(isWhole))
      throw new Error(`${path}: expected whole lines, got a damaged one, number ${torn + 1}`);
    const whole = torn < 0 ? lines : lines.slice(0, torn);
    for (const line of whole) this.#entries.push(JSON.parse(line.slice(CHECKSUM_LENGTH))); // we wrote it
    if (torn < 0) return;
    await this.#file.truncate(Buffer.byteLength(whole.join('')));
    await this.#file.datasync();
  }
}

function toLine(entry: LogEntry): string {
  const json = `${JSON.stringify(entry)}\n`;
  return checksum(json) + json;
}

function isWhole(line: string): boolean {
  return line.endsWith('\n') && line.startsWith(checksum(line.slice(CHECKSUM_LENGTH)));
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(CHECKSUM_LENGTH, '0');
}
