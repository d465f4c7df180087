import { appendFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { createStore } from '@meterkit/instruments';
import { StorageMetrics } from '@meterkit/meters/storage';
import type { LogEntry } from '../../src/log/command.js';
import { openLog } from '../../src/log/write-ahead-log.js';
import { samplesIn } from '../samples.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

const store = createStore();
const metrics = new StorageMetrics({ store });
let workspace: Workspace;
let path: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  path = workspace.path('log');
});
afterEach(() => workspace.remove());

const put = (number: number, value = 'v'): LogEntry => ({
  term: 1,
  command: { type: 'put', key: `k${number}`, value, leaseId: 0 },
});

async function write(entries: readonly LogEntry[]): Promise<void> {
  const log = await openLog(path, metrics);
  await log.append(entries);
  await log.close();
}

async function read(): Promise<readonly LogEntry[]> {
  const log = await openLog(path, metrics);
  await log.close();
  return log.entries.slice(1);
}

test('what was appended is there in the next life', async () => {
  await write([put(1), put(2, 'ümläut\u2028')]);
  await write([put(3)]);
  expect(await read()).toEqual([put(1), put(2, 'ümläut\u2028'), put(3)]);
});

test('what was appended at the same time is there in order, each when its promise says so', async () => {
  const log = await openLog(path, metrics);
  const appends = [1, 2, 3, 4].map((number) => log.append([put(number)]));
  await appends[2];
  expect(log.entries.length).toBeGreaterThan(3);
  await Promise.all(appends);
  await log.close();
  expect(await read()).toEqual([put(1), put(2), put(3), put(4)]);
});

test('a log that is new is empty', async () => {
  expect(await read()).toEqual([]);
});

test.each([1, 5, 8, 12])('of a last line that lacks %d bytes nothing is left', async (lacking) => {
  await write([put(1), put(2)]);
  const whole = (await stat(path)).size;
  await write([put(3)]);
  await truncate(path, (await stat(path)).size - lacking);
  expect(await read()).toEqual([put(1), put(2)]);
  expect((await stat(path)).size).toBe(whole);
});

test.each([
  ['half a checksum', Buffer.from('5d4')],
  ['zeros', Buffer.alloc(64)],
  ['an entry without its end', Buffer.from('00000000{"term":1')],
  ['what is no text', Buffer.from('ff0aff0a', 'hex')],
])('%s at the end is cut off, and the log goes on after it', async (_what, torn) => {
  await write([put(1)]);
  await appendFile(path, torn);
  await write([put(2)]);
  expect(await read()).toEqual([put(1), put(2)]);
});

test('a last line with a wrong byte is cut off', async () => {
  await write([put(1), put(2)]);
  const bytes = await readFile(path);
  bytes.writeUInt8(0, bytes.length - 3);
  await writeFile(path, bytes);
  expect(await read()).toEqual([put(1)]);
});

test('a damaged line with whole ones after it is an error, not the end', async () => {
  await write([put(1), put(2)]);
  const bytes = await readFile(path);
  bytes.writeUInt8(0, 20);
  await writeFile(path, bytes);
  await expect(read()).rejects.toThrow(
    `${path}: expected whole lines, got a damaged one, number 1`,
  );
});

test('a line is the checksum of an entry, and the entry', async () => {
  await write([put(1)]);
  expect(await readFile(path, 'utf8')).toBe(
    '10c5656e{"term":1,"command":{"type":"put","key":"k1","value":"v","leaseId":0}}\n',
  );
});

test('entries have their place as index, and before the first is one of no term', async () => {
  const log = await openLog(path, metrics);
  await log.append([put(1), put(2), put(3)]);
  expect(log.entries[2]).toEqual(put(2));
  expect(log.entries.map(({ term }) => term)).toEqual([0, 1, 1, 1]);
  await log.close();
});

test('an append that fails is not in the log, is counted, and is the last', async () => {
  const own = createStore();
  const log = await openLog(path, new StorageMetrics({ store: own }));
  await log.append([put(1)]);
  await log.close(); // so that the file can no longer be written
  await expect(log.append([put(2)])).rejects.toThrow('closed');
  await expect(log.append([put(2)])).rejects.toThrow('closed');
  expect(log.entries).toHaveLength(2);
  expect(samplesIn(own)).toMatchObject({
    'storage_operation_total{operation="append",status="success",storage="wal"}': 1,
    'storage_operation_total{operation="append",status="error",storage="wal"}': 2,
    'storage_operation_duration_seconds_count{operation="append",storage="wal"}': 3,
  });
});
