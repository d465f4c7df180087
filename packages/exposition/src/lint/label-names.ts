import type { ParsedFamily } from '../parse/parsed-family.js';

/** The names of the labels that samples of the family have, each once. */
export function labelNames(family: ParsedFamily): readonly string[] {
  return [...new Set(family.samples.flatMap(({ labels }) => [...labels.keys()]))];
}
