import { threadPoolSize } from '../../src/runtime/thread-pool-size.js';

test.each([
  [undefined, 4],
  ['8', 8],
  ['1', 1],
  ['0', 1],
  ['', 1],
  ['many', 1],
  ['16 threads', 16],
  ['5000', 1024],
  ['-1', 1024],
])('UV_THREADPOOL_SIZE=%p makes %p threads, as libuv reads it', (configured, threads) => {
  expect(threadPoolSize(configured)).toBe(threads);
});
