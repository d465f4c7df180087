import { Watermark } from '../../src/windows/watermark.js';
import { testMeters } from '../samples.js';

test('it is behind the latest reading by what readings may be out of order by', () => {
  const watermark = new Watermark(testMeters().meters, 5000);
  watermark.observe(100_000);
  watermark.observe(90_000);
  expect(watermark.latestMs).toBe(100_000);
  expect(watermark.ms).toBe(95_000);
});

test('before the first reading it has passed nothing', () => {
  const watermark = new Watermark(testMeters().meters, 5000);
  expect(watermark.hasPassed(0)).toBe(false);
});

test('it passes an end when it gets there, not before', () => {
  const watermark = new Watermark(testMeters().meters, 5000);
  watermark.observe(100_000);
  expect(watermark.hasPassed(95_001)).toBe(false);
  expect(watermark.hasPassed(95_000)).toBe(true);
});

test('it counts when it moves on, and readings out of order and too late', () => {
  const { meters, samples } = testMeters();
  const watermark = new Watermark(meters, 5000);
  expect([10, 20, 20, 15].map((atMs) => watermark.observe(atMs * 1000))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect([15_000, 15_001].map((endMs) => watermark.isTooLateFor(endMs))).toEqual([true, false]);
  expect(samples()).toEqual({
    watermark_updates_total: 2,
    out_of_order_events_total: 1,
    late_events_total: 1,
  });
});

test('it goes on from where it was', () => {
  const watermark = new Watermark(testMeters().meters, 5000);
  watermark.restore(100_000);
  expect(watermark.observe(99_999)).toBe(false);
  expect(watermark.ms).toBe(95_000);
});
