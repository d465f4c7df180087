import type { LintRule } from '../lint-rule.js';

/** The samples of counters end in `_total`, and those of nothing else. */
export const counterTotal = {
  name: 'counter-total',
  check: ({ name, type, samples }) => {
    if (type === 'unknown') return [];
    if (type !== 'counter') {
      return name.endsWith('_total')
        ? [`expected only counters to end in _total, got a ${type}`]
        : [];
    }
    const names = new Set(samples.map((sample) => sample.name));
    return [...names]
      .filter((sample) => !/_(total|created)$/.test(sample))
      .map((sample) => `expected a counter to end in _total, got "${sample}"`);
  },
} as const satisfies LintRule;
