import { open, readFile, truncate } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { StorageMetrics } from '@meterkit/meters/storage';
import type { LogEntry } from './command.js';

const storage = 'wal';

export type WriteAheadLog = Awaited<ReturnType<typeof openLog>>;

/**
 * Opens a log file: each line is the CRC-32 of an entry and the entry as JSON. Reads what an earlier life has left; a torn last
 * line, of which nobody was told, is cut off.
 */
export async function openLog(path: string, metrics: StorageMetrics) {
  const entries = await metrics.track({ operation: 'replay', storage }, () => replay(path));
  const file = await open(path, 'a');
  const waiting: LogEntry[] = [];
  let written = Promise.resolve();

  /** What came while the disk was busy goes to it together. */
  async function write(): Promise<void> {
    const next = waiting.splice(0);
    if (next.length === 0) return;
    await file.appendFile(next.map(toLine).join(''));
    await file.datasync();
    entries.push(...next);
  }

  return {
    /** Those on the disk, by index. The one of term 0 at index 0 is in no file. */
    entries: entries as readonly LogEntry[],
    /** Resolves when they are on the disk. Once it has rejected it always does, until the next life sees what is there. */
    append: (next: readonly LogEntry[]): Promise<void> =>
      metrics.track({ operation: 'append', storage }, () => {
        waiting.push(...next);
        written = written.then(write);
        written.catch(() => waiting.splice(0)); // no longer written
        return written;
      }),
    close: async (): Promise<void> => {
      await written.catch(() => {}); // whoever appended knows
      await file.close();
    },
  };
}

async function replay(path: string): Promise<LogEntry[]> {
  const lines = (await readFile(path, { encoding: 'utf8', flag: 'a+' })).split(/(?<=\n)/);
  const parsed = lines.map(parseLine);
  const whole = parsed.filter((entry) => entry !== undefined);
  const damaged = parsed.indexOf(undefined);
  if (damaged >= 0 && damaged < whole.length)
    throw new Error(`${path}: expected whole lines, got a damaged one, number ${damaged + 1}`);
  await truncate(path, Buffer.byteLength(lines.slice(0, whole.length).join('')));
  return [{ term: 0, command: { type: 'none' } }, ...whole];
}

function toLine(entry: LogEntry): string {
  const json = `${JSON.stringify(entry)}\n`;
  return crc32(json).toString(16).padStart(8, '0') + json;
}

/** Undefined if it is torn or damaged. */
function parseLine(line: string): LogEntry | undefined {
  const [, checksum = '', json = ''] = /^(.{8})(.*\n)$/s.exec(line) ?? [];
  return crc32(json) === Number.parseInt(checksum, 16) ? JSON.parse(json) : undefined; // we wrote it
}
