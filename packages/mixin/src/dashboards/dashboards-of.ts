import type { MixinContext } from '../mixin-context.js';
import type { RuleGroup } from '../rules/rule.js';
import type { Dashboard } from './dashboard.js';

/** The dashboards of a mixin; what its rules record may be asked for. */
export function dashboardsOf(
  _context: MixinContext,
  _rules: readonly RuleGroup[],
): readonly Dashboard[] {
  return [];
}
