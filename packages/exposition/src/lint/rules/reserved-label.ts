import { labelNames } from '../label-names.js';
import type { LintRule } from '../lint-rule.js';

/** `le` is for histograms, `quantile` for summaries, and `__` begins the names that Prometheus uses itself. */
export const reservedLabel = {
  name: 'reserved-label',
  check: (family) => {
    const { type } = family;
    const isHistogram = type === 'histogram' || type === 'gaugehistogram';
    return labelNames(family).flatMap((label) => {
      if (label.startsWith('__')) return [`expected no label to begin with __, got "${label}"`];
      if (type === 'unknown') return [];
      if (label === 'le' && !isHistogram) return [`expected le on histograms only, got a ${type}`];
      if (label === 'quantile' && type !== 'summary') {
        return [`expected quantile on summaries only, got a ${type}`];
      }
      return [];
    });
  },
} as const satisfies LintRule;
