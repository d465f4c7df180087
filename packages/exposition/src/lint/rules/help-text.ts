import type { LintRule } from '../lint-rule.js';

/** Every family says what it measures. */
export const helpText = {
  name: 'help-text',
  check: ({ help }) => (help.trim() === '' ? ['expected a help text, got none'] : []),
} as const satisfies LintRule;
