import { stringify } from 'yaml';
import type { RuleGroup } from './rule.js';

/** Groups as a rule file of Prometheus. */
export function rulesYaml(groups: readonly RuleGroup[]): string {
  return stringify({ groups }, { lineWidth: 0 });
}
