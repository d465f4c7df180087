import { Deduplicator } from '../../src/readings/deduplicator.js';
import { testMeters } from '../samples.js';

test('an event is a duplicate from the second time on', () => {
  const { meters, samples } = testMeters();
  const dedup = new Deduplicator(meters, 10);
  expect(['a', 'b', 'a', 'a'].map((id) => dedup.isDuplicate(id))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(dedup.size).toBe(2);
  expect(samples()).toEqual({ dedup_events_checked_total: 4, dedup_duplicates_found_total: 2 });
});

test('it forgets the oldest when there are too many', () => {
  const { meters, samples } = testMeters();
  const dedup = new Deduplicator(meters, 3);
  for (const id of 'abcde') dedup.isDuplicate(id);
  expect(dedup.size).toBe(3);
  expect([...'cdeab'].map((id) => dedup.isDuplicate(id))).toEqual([true, true, true, false, false]);
  expect(samples()).toMatchObject({
    dedup_duplicates_found_total: 3,
    dedup_cache_evictions_total: 4,
  });
});

test('what it learns from before is known, and not counted', () => {
  const { meters, samples } = testMeters();
  const dedup = new Deduplicator(meters, 3);
  for (const id of ['a', 'b', 'a']) dedup.learn(id);
  expect(dedup.size).toBe(2);
  expect(samples()).toEqual({});
  expect(dedup.isDuplicate('a')).toBe(true);
});
