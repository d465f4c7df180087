import type { ParsedFamily } from '../parse/parsed-family.js';
import { type LintRuleName, lintRules } from './lint-rules.js';
import { prescribedNames } from './prescribed-names.js';

/** A family that breaks a convention. */
export interface Finding {
  readonly family: string;
  readonly rule: LintRuleName;
  /** The family, what was expected of it, and what was found. */
  readonly message: string;
}

/** A convention that a family breaks on purpose. */
export interface AllowedFinding {
  /** The name of the family as the page has it. */
  readonly family: string;
  readonly rule: LintRuleName;
  /** Why, for the next reader. */
  readonly reason: string;
}

/** What {@link lintPage} is to pass over. */
export interface LintOptions {
  readonly allow?: readonly AllowedFinding[];
}

/**
 * What a valid page does against the conventions of Prometheus, but for the exceptions that are allowed with a reason, and for names
 * that the semantic conventions prescribe.
 */
export function lintPage(
  families: readonly ParsedFamily[],
  { allow = [] }: LintOptions = {},
): readonly Finding[] {
  const isAllowed = (family: string, rule: LintRuleName) =>
    [...prescribedNames, ...allow].some(
      (allowed) => allowed.family === family && allowed.rule === rule,
    );
  return families.flatMap((family) =>
    lintRules
      .filter((rule) => !isAllowed(family.name, rule.name))
      .flatMap((rule) =>
        rule.check(family).map((problem) => ({
          family: family.name,
          rule: rule.name,
          message: `${family.name}: ${problem}`,
        })),
      ),
  );
}
