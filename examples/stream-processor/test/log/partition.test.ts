import { appendFile, writeFile } from 'node:fs/promises';
import { openPartition } from '../../src/log/partition.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

const START = { message: 0, byte: 0 };
let workspace: Workspace;
let path: string;
let partition: Awaited<ReturnType<typeof openPartition>>;

beforeEach(async () => {
  workspace = await makeWorkspace();
  path = workspace.path('0.jsonl');
  await writeFile(path, 'a\nbé\n');
  partition = await openPartition(path);
});

afterEach(async () => {
  await partition.close();
  await workspace.remove();
});

test('messages are lines, and the position behind them is in bytes', async () => {
  expect(await partition.read(START)).toEqual({
    lines: ['a', 'bé'],
    next: { message: 2, byte: 6 },
  });
  expect(await partition.read({ message: 1, byte: 2 })).toEqual({
    lines: ['bé'],
    next: { message: 2, byte: 6 },
  });
});

test('at the end there is nothing until something is appended', async () => {
  const end = { message: 2, byte: 6 };
  expect(await partition.read(end)).toBeUndefined();
  await appendFile(path, 'c\n');
  expect(await partition.read(end)).toEqual({ lines: ['c'], next: { message: 3, byte: 8 } });
});

test('a line that is being written is read when it is whole', async () => {
  await appendFile(path, 'half');
  expect((await partition.read(START))?.lines).toEqual(['a', 'bé']);
  expect(await partition.read({ message: 2, byte: 6 })).toBeUndefined();
  await appendFile(path, ' and half\n');
  expect((await partition.read({ message: 2, byte: 6 }))?.lines).toEqual(['half and half']);
});

test('a line may be longer than what is read at once; no batch after it is larger for that', async () => {
  const long = 'x'.repeat(700_000);
  await writeFile(path, `${long}\nb\n${'c\n'.repeat(400_000)}`);
  const batch = await partition.read(START);
  expect(batch?.lines.slice(0, 2)).toEqual([long, 'b']);
  expect(batch?.next.message).toBe(batch?.lines.length);
  expect((await partition.read(batch?.next ?? START))?.lines.length).toBeLessThan(200_000);
});

test('a large partition comes in several batches that miss nothing', async () => {
  const all = Array.from({ length: 60_000 }, (_, i) => `message ${i}`);
  await writeFile(path, `${all.join('\n')}\n`);
  const read: string[] = [];
  let batches = 0;
  for (let batch = await partition.read(START); batch; batch = await partition.read(batch.next)) {
    read.push(...batch.lines);
    batches++;
    expect(batch.next.message).toBe(read.length);
  }
  expect(read).toEqual(all);
  expect(batches).toBeGreaterThan(2);
});

test('it counts messages, also those that come later', async () => {
  expect(await partition.count()).toBe(2);
  await appendFile(path, 'c\nd\nhalf');
  expect(await partition.count()).toBe(4);
  await appendFile(path, `\n${'e\n'.repeat(200_000)}`);
  expect(await partition.count()).toBe(200_005);
});
