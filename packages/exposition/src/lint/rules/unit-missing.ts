import type { LintRule } from '../lint-rule.js';
import { metricWords } from '../metric-words.js';

const WITHOUT_UNIT = new Set([
  'age',
  'delay',
  'duration',
  'elapsed',
  'latency',
  'timeout',
  'timestamp',
  'uptime',
]);

/** A quantity that always has a unit names it last. */
export const unitMissing = {
  name: 'unit-missing',
  check: (family) => {
    const last = metricWords(family).at(-1) ?? '';
    return WITHOUT_UNIT.has(last)
      ? [`expected a unit at the end of the name, such as "${last}_seconds", got "${last}"`]
      : [];
  },
} as const satisfies LintRule;
