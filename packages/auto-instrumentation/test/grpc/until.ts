/** Waits until it is so; the test's own time limit ends the waiting. For what is told by no event. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}
