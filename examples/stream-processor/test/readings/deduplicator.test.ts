import { createDeduplicator } from '../../src/readings/deduplicator.js';

test('an id is known from the second time on', () => {
  const dedup = createDeduplicator(10, () => {});
  expect(['a', 'b', 'a', 'a'].map((id) => dedup.learn(id))).toEqual([true, true, false, false]);
  expect(dedup.size()).toBe(2);
});

test('it forgets the oldest when there are too many, and says so', () => {
  let forgotten = 0;
  const dedup = createDeduplicator(3, () => forgotten++);
  for (const id of 'abcde') dedup.learn(id);
  expect(dedup.size()).toBe(3);
  expect([...'cdeab'].map((id) => dedup.learn(id))).toEqual([false, false, false, true, true]);
  expect(forgotten).toBe(4);
});
