import { addMatchers } from '../queries/add-matchers.js';
import type { RuleGroup } from './rule.js';

/**
 * The same rules of one service alone: what it measures is asked for with the matchers that find it, for another service may have
 * the same meters, and other limits. What rules record has been narrowed already.
 */
export function narrowRules(groups: readonly RuleGroup[], selector: string): readonly RuleGroup[] {
  const recorded = new Set(
    groups.flatMap(({ rules }) => rules.map((rule) => ('record' in rule ? rule.record : ''))),
  );
  const matchersFor = (sample: string) => (recorded.has(sample) ? '' : selector);
  return groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => ({ ...rule, expr: addMatchers(rule.expr, matchersFor) })),
  }));
}
