import { join } from 'node:path';
import { proofHash } from '../../src/proof/proof-of-work.js';
import { DevicePool } from '../../src/threads/device-pool.js';

const file = join(__dirname, '../../dist/threads/search-thread.js');
const challenge = Buffer.alloc(32, 7);
const easy = { challenge, difficultyBits: 8 };
/** More than a thread can do in a test. */
const hard = { challenge, difficultyBits: 32 };

let queue: number[];
let pool: DevicePool;

beforeEach(() => {
  queue = [];
  pool = new DevicePool({ size: 1, file, onQueue: (waiting) => queue.push(waiting) });
});

afterEach(() => pool.close());

test('a device finds what a hash then proves', async () => {
  const device = await pool.take();
  const solution = await device.solve(easy);
  const hash = proofHash(challenge, solution?.nonce ?? 0);
  expect(hash[0]).toBe(0);
  expect(Buffer.from(solution?.hash ?? [])).toEqual(hash);
});

test('who asks first is served first, and the queue is told', async () => {
  const device = await pool.take();
  const served: string[] = [];
  const first = pool.take().then(() => served.push('first'));
  const second = pool.take().then(() => served.push('second'));
  pool.giveBack(device);
  await first;
  pool.giveBack(device);
  await second;
  expect(served).toEqual(['first', 'second']);
  expect(queue).toEqual([0, 1, 2, 1, 0]);
});

test('a thread that is lost while it searches has no solution, and the next one is another', async () => {
  const device = await pool.take();
  const solving = device.solve(hard);
  await device.kill();
  expect(await solving).toBeUndefined();
  expect(await device.solve(easy)).toBeUndefined();
  pool.giveBack(device);
  const next = await pool.take();
  expect(next).not.toBe(device);
  expect(await next.solve(easy)).toBeDefined();
});

test('a reading has the busy share since the last one, and the heap', async () => {
  const device = await pool.take();
  await device.solve(easy);
  expect(pool.read().memoryBytes).toBeGreaterThan(1_000_000);
  const solving = device.solve(hard);
  await new Promise((resolve) => setTimeout(resolve, 200)); // the span that is read
  expect(pool.read().utilizationRatio).toBeGreaterThan(0.9);
  await device.kill();
  await solving;
});

test('an idle device is not busy', async () => {
  const device = await pool.take();
  await device.solve(easy);
  pool.read();
  await new Promise((resolve) => setTimeout(resolve, 200)); // the span that is read
  expect(pool.read().utilizationRatio).toBeLessThan(0.1);
});
