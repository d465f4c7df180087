import type { LintRule } from '../lint-rule.js';
import { metricWords } from '../metric-words.js';

const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ...['ns', 'us', 'ms', 's', 'sec', 'secs', 'm', 'mins', 'h', 'd'].map(
    (short) => [short, 'seconds'] as const,
  ),
  ...['b', 'kb', 'mb', 'gb', 'tb', 'pb', 'kib', 'mib', 'gib', 'tib', 'pib'].map(
    (short) => [short, 'bytes'] as const,
  ),
  ['pct', 'ratio'],
]);

/** Units are whole words. The first word of a name is never one. */
export const unitAbbreviation = {
  name: 'unit-abbreviation',
  check: (family) =>
    metricWords(family)
      .slice(1)
      .flatMap((word) => {
        const unit = ABBREVIATIONS.get(word);
        return unit === undefined ? [] : [`expected a whole word such as "${unit}", got "${word}"`];
      }),
} as const satisfies LintRule;
