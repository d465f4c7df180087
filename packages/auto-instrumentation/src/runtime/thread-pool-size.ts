/** libuv, `MAX_THREADPOOL_SIZE`. */
const LARGEST = 1024;
const DEFAULT = 4;

/** How many threads libuv starts for this value of `UV_THREADPOOL_SIZE`; it reads the number that the text begins with. */
export function threadPoolSize(configured: string | undefined): number {
  if (configured === undefined) return DEFAULT;
  const threads = Number.parseInt(configured, 10) || 1; // 0 and what is no number are 1 thread
  return threads < 0 || threads > LARGEST ? LARGEST : threads; // it is unsigned there
}
