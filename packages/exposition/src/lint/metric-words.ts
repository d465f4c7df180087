import type { ParsedFamily } from '../parse/parsed-family.js';

/** The words of a family's name, in lower case and without a final `total`. The same in both formats. */
export function metricWords(family: ParsedFamily): readonly string[] {
  return family.name
    .toLowerCase()
    .replace(/_total$/, '')
    .split('_');
}
