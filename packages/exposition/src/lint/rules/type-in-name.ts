import type { LintRule } from '../lint-rule.js';
import { metricWords } from '../metric-words.js';

const TYPES = new Set(['counter', 'gauge', 'histogram', 'gaugehistogram', 'stateset', 'summary']);

/** The type stands in the TYPE line and not in the name, which would lie when the type changes. */
export const typeInName = {
  name: 'type-in-name',
  check: (family) =>
    metricWords(family)
      .slice(1)
      .filter((word) => TYPES.has(word))
      .map((word) => `expected a name without the type of the metric, got "${word}"`),
} as const satisfies LintRule;
