import { type FileHandle, open, readFile, truncate } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { StorageMetrics } from '@meterkit/meters/storage';
import type { LogEntry } from './command.js';

const storage = 'wal';
const CHECKSUM_LENGTH = 8;

/** A log file: each line is the CRC-32 of an entry and the entry as JSON. What it has appended is on the disk. */
export class WriteAheadLog {
  readonly #file: FileHandle;
  readonly #entries: LogEntry[];
  readonly #metrics: StorageMetrics;
  readonly #waiting: LogEntry[] = [];
  /** Once it has rejected it always does, until the next life sees what is there. */
  #written: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, entries: LogEntry[], metrics: StorageMetrics) {
    this.#file = file;
    this.#entries = entries;
    this.#metrics = metrics;
  }

  /** Reads what an earlier life has left. A torn last line, of which nobody was told, is cut off. */
  static async open(path: string, metrics: StorageMetrics): Promise<WriteAheadLog> {
    const entries = await metrics.track({ operation: 'replay', storage }, () => replay(path));
    return new WriteAheadLog(await open(path, 'a'), entries, metrics);
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
      this.#waiting.push(...entries);
      this.#written = this.#written.then(() => this.#write());
      this.#written.catch(() => this.#waiting.splice(0)); // no longer written
      return this.#written;
    });
  }

  async close(): Promise<void> {
    await this.#written.catch(() => {}); // whoever appended knows
    await this.#file.close();
  }

  /** What came while the disk was busy goes to it together. */
  async #write(): Promise<void> {
    const entries = this.#waiting.splice(0);
    if (entries.length === 0) return;
    await this.#file.appendFile(entries.map(toLine).join(''));
    await this.#file.datasync();
    this.#entries.push(...entries);
  }
}

async function replay(path: string): Promise<LogEntry[]> {
  const lines = (await readFile(path, { encoding: 'utf8', flag: 'a+' })).split(/(?<=\n)/);
  const torn = lines.findIndex((line) => !isWhole(line));
  const whole = torn < 0 ? lines : lines.slice(0, torn);
  if (lines.slice(whole.length).some(isWhole))
    throw new Error(`${path}: expected whole lines, got a damaged one, number ${torn + 1}`);
  await truncate(path, Buffer.byteLength(whole.join('')));
  return whole.map((line) => JSON.parse(line.slice(CHECKSUM_LENGTH))); // we wrote it
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
