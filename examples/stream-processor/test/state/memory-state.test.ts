import { readdir } from 'node:fs/promises';
import { openMemoryState } from '../../src/state/memory-state.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let evicted: number;

function open(maxBytes = 1000) {
  const onEvicted = (entries: number) => {
    evicted += entries;
  };
  return openMemoryState(workspace.path('state.json'), maxBytes, onEvicted);
}

beforeEach(async () => {
  workspace = await makeWorkspace();
  evicted = 0;
});

afterEach(() => workspace.remove());

test('what was put can be got, scanned and deleted', async () => {
  const state = await open();
  const entries = [
    ['0/a', '1'],
    ['0/b', '2'],
    ['1/a', '3'],
  ] as const;
  await state.put(new Map(entries));
  expect(await state.get('0/b')).toBe('2');
  expect(await state.scan('0/')).toEqual(new Map(entries.slice(0, 2)));
  await state.delete(['0/b', '0/none']);
  expect(await state.get('0/b')).toBeNull();
});

test('its size is the bytes of keys and values', async () => {
  const state = await open();
  await state.put(new Map([['a', 'é'.repeat(5)]]));
  expect(await state.measureBytes()).toBe(11);
  await state.put(new Map([['a', '1']]));
  expect(await state.measureBytes()).toBe(2);
  await state.delete(['a']);
  expect(await state.measureBytes()).toBe(0);
  expect(evicted).toBe(0);
});

test('what was used longest ago makes room', async () => {
  const state = await open(30);
  for (const key of ['a', 'b', 'c']) await state.put(new Map([[key, 'x'.repeat(9)]]));
  await state.put(new Map([['a', 'y'.repeat(9)]]));
  await state.get('b');
  await state.put(new Map([['d', 'x'.repeat(9)]]));
  expect([...(await state.scan('')).keys()].sort()).toEqual(['a', 'b', 'd']);
  expect(await state.measureBytes()).toBe(30);
  expect(evicted).toBe(1);
});

test('what is larger than the limit is given up at once', async () => {
  const state = await open(30);
  await state.put(new Map([['a', 'x'.repeat(30)]]));
  expect(await state.get('a')).toBeNull();
  expect(await state.measureBytes()).toBe(0);
  expect(evicted).toBe(1);
});

test('a clean end leaves it for the next start, which takes it', async () => {
  const first = await open();
  await first.put(new Map([['a', '1']]));
  await first.close();
  const second = await open();
  expect(await second.get('a')).toBe('1');
  expect(await second.measureBytes()).toBe(2);
  expect(await readdir(workspace.directory)).toEqual([]);
});
