import { LoopWindow } from '../../src/runtime/loop-window.js';

const sample = (activeMs: number, idleMs: number, delaySeconds = 0) => ({
  activeMs,
  idleMs,
  delaySeconds,
});

test('before the first ten seconds are over it is all since the start', () => {
  const window = new LoopWindow(sample(100, 0));
  expect(window.summary(sample(100, 0))).toEqual({ utilization: 0, delays: [] });
  window.add(sample(200, 300, 0.5));
  expect(window.summary(sample(200, 300))).toEqual({ utilization: 0.25, delays: [0.5] });
});

test('then it is the last full ten seconds, whenever and however often it is read', () => {
  const window = new LoopWindow(sample(0, 0));
  window.add(sample(1_000, 4_000, 0.003));
  window.add(sample(2_500, 7_500, 0.001));
  const full = { utilization: 0.25, delays: [0.001, 0.003] };
  expect(window.summary(sample(2_500, 7_500))).toEqual(full);
  window.add(sample(9_000, 7_500, 0.2));
  expect(window.summary(sample(9_000, 7_500))).toEqual(full);
  expect(window.summary(sample(9_500, 7_500))).toEqual(full);
  window.add(sample(12_500, 7_500, 0.1));
  expect(window.summary(sample(12_500, 7_500))).toEqual({ utilization: 1, delays: [0.1, 0.2] });
});
