import type { LintRule } from '../lint-rule.js';

/** Colons belong to recording rules and leading underscores to Prometheus (OpenMetrics 1.0, Metric Name). */
export const reservedName = {
  name: 'reserved-name',
  check: ({ name }) => [
    ...(name.includes(':') ? [`expected no colon in a name, got "${name}"`] : []),
    ...(name.startsWith('_') ? [`expected no underscore before a name, got "${name}"`] : []),
  ],
} as const satisfies LintRule;
