import { labelNames } from '../label-names.js';
import type { LintRule } from '../lint-rule.js';

/** Names of metrics and labels are in snake_case. */
export const camelCase = {
  name: 'camel-case',
  check: (family) =>
    [family.name, ...labelNames(family)]
      .filter((name) => /[a-z][A-Z]/.test(name))
      .map((name) => `expected snake_case, got "${name}"`),
} as const satisfies LintRule;
