import type { LintRule } from '../lint-rule.js';

/** `_bucket`, `_count` and `_sum` end the samples of histograms and summaries, and no family. */
export const reservedSuffix = {
  name: 'reserved-suffix',
  check: ({ name, type }) => {
    const suffix = /_(?:bucket|count|sum)$/.exec(name)?.[0];
    if (suffix === undefined || type === 'unknown') return [];
    return [`expected ${suffix} on samples of a histogram or summary only, got a ${type}`];
  },
} as const satisfies LintRule;
