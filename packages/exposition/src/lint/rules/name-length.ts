import { labelNames } from '../label-names.js';
import type { LintRule } from '../lint-rule.js';

const LENGTH = 100;

/** A name is read in legends and typed into queries. */
export const nameLength = {
  name: 'name-length',
  check: (family) =>
    [family.name, ...labelNames(family)]
      .filter((name) => name.length > LENGTH)
      .map(
        (name) => `expected a name of at most ${LENGTH} characters, got ${name.length}: "${name}"`,
      ),
} as const satisfies LintRule;
