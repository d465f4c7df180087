import { BoundedQueue } from '../../src/pipeline/bounded-queue.js';

test('what goes in comes out, in its order', async () => {
  const queue = new BoundedQueue<number>(3, () => {});
  await queue.push(1);
  await queue.push(2);
  expect([await queue.take(), await queue.take()]).toEqual([1, 2]);
});

test('the source waits while it is full, and that is told once a time', async () => {
  let held = 0;
  const queue = new BoundedQueue<number>(1, () => held++);
  await queue.push(1);
  const second = queue.push(2).then(() => 'in');
  expect(held).toBe(1);
  expect(await Promise.race([second, Promise.resolve('waits')])).toBe('waits');
  expect(await queue.take()).toBe(1);
  expect(await second).toBe('in');
  expect(held).toBe(1);
});

test('whoever takes waits for something to come', async () => {
  const queue = new BoundedQueue<number>(1, () => {});
  const taken = queue.take();
  await queue.push(7);
  expect(await taken).toBe(7);
});

test('a closed one gives what is in it, then nothing, and holds nobody', async () => {
  const queue = new BoundedQueue<number>(1, () => {});
  await queue.push(1);
  const waiting = queue.push(2);
  queue.close();
  await waiting;
  expect([await queue.take(), await queue.take(), await queue.take()]).toEqual([1, 2, undefined]);
});
