import type { ParsedFamily } from './parsed-family.js';

/**
 * The value of the sample with this name, suffix included, and exactly these labels; undefined when the page has none.
 */
export function sampleValue(
  families: readonly ParsedFamily[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const wanted = Object.entries(labels);
  for (const { samples } of families) {
    const found = samples.find(
      (sample) =>
        sample.name === name &&
        sample.labels.size === wanted.length &&
        wanted.every(([label, value]) => sample.labels.get(label) === value),
    );
    if (found !== undefined) return found.value;
  }
  return undefined;
}
