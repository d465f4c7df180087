/** The longest time in milliseconds, while `work` goes on, that everybody else in the process had to wait for a turn. */
export async function longestGap(work) {
  let longest = 0;
  let last = performance.now();
  let probe;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    probe = setImmediate(look);
  };
  look();
  try {
    await work();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    clearImmediate(probe);
  }
  return longest;
}
