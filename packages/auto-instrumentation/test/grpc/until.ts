/** Waits until it is so, at most 4 s: within a test's own limit. For what is told by no event. */
export async function until(isSo: () => boolean): Promise<void> {
  const endMs = Date.now() + 4000;
  while (!isSo()) {
    if (Date.now() > endMs) throw new Error(`waited for ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
