import type { MixinContext } from '../mixin-context.js';
import type { RuleGroup } from './rule.js';

/** The rules of a mixin, each expression checked. */
export function ruleGroups(_context: MixinContext): readonly RuleGroup[] {
  return [];
}
