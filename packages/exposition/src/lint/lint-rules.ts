import type { LintRule } from './lint-rule.js';
import { baseUnit } from './rules/base-unit.js';
import { camelCase } from './rules/camel-case.js';
import { counterTotal } from './rules/counter-total.js';
import { helpText } from './rules/help-text.js';
import { nameLength } from './rules/name-length.js';
import { reservedLabel } from './rules/reserved-label.js';
import { reservedName } from './rules/reserved-name.js';
import { reservedSuffix } from './rules/reserved-suffix.js';
import { typeInName } from './rules/type-in-name.js';
import { unitAbbreviation } from './rules/unit-abbreviation.js';
import { unitMissing } from './rules/unit-missing.js';

/** All conventions that a page is held to. */
export const lintRules = [
  helpText,
  counterTotal,
  baseUnit,
  unitMissing,
  unitAbbreviation,
  typeInName,
  reservedName,
  reservedSuffix,
  reservedLabel,
  camelCase,
  nameLength,
] as const satisfies readonly LintRule[];

/** The name of one of {@link lintRules}. */
export type LintRuleName = (typeof lintRules)[number]['name'];
