import { watchLoopDelay } from '../../src/runtime/watch-loop-delay.js';

test('sees that the event loop was held up, until it is stopped', async () => {
  const watch = watchLoopDelay();
  expect(watch.p99Seconds()).toBe(0); // nothing was sampled yet
  while (watch.p99Seconds() < 0.05) {
    hold(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
  watch.stop();
  const before = watch.p99Seconds();
  hold(before * 1000 + 600); // a look would be due by now
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(watch.p99Seconds()).toBe(before);
});

function hold(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}
