import { meterFamilies } from '../families/meter-families.js';
import { inNamespace, type MixinMeter } from '../families/mixin-meter.js';
import { httpRules } from './http-rules.js';
import type { MeterRules } from './meter-rules.js';
import { approvalRules } from './meters/approval-rules.js';
import { attemptRules } from './meters/attempt-rules.js';
import { deploymentRules } from './meters/deployment-rules.js';
import { raftRules } from './meters/raft-rules.js';
import { rpcRules } from './meters/rpc-rules.js';
import { workerRules } from './meters/worker-rules.js';
import type { Rule, RuleGroup } from './rule.js';
import type { RuleScope } from './rule-scope.js';
import { processRules, runtimeRules } from './runtime-rules.js';
import { targetRules } from './target-rules.js';

const readyMade: readonly MeterRules[] = [
  deploymentRules,
  approvalRules,
  workerRules,
  attemptRules,
  rpcRules,
  raftRules,
];

/** What is measured without code has thresholds that fit some services only. */
const automatic: readonly MeterRules[] = [httpRules, processRules, runtimeRules];

export interface RuleSources {
  readonly name: string;
  readonly meters: readonly MixinMeter[];
  /** Whether HTTP, memory and garbage collection alert. */
  readonly automaticAlerts: boolean;
  readonly scope: RuleScope;
}

/** The rules of a service but those of its objectives: of its meters, and of every target. */
export function ruleGroups({
  name,
  meters,
  automaticAlerts,
  scope,
}: RuleSources): readonly RuleGroup[] {
  const own = meters.flatMap((meter) => rulesOf(meter, readyMade, scope));
  const collected = automaticAlerts
    ? automatic.flatMap((one) => rulesOf(one.meter, [one], scope))
    : [];
  const service = [...own, ...collected];
  const alerts = new Set(service.flatMap((rule) => ('alert' in rule ? rule.alert : [])));
  const target = targetRules(scope).filter((rule) => !('alert' in rule && alerts.has(rule.alert)));
  const groups = [
    { name, rules: service },
    { name: `${name}-target`, rules: target },
  ];
  return groups.filter(({ rules }) => rules.length > 0);
}

function rulesOf(
  meter: MixinMeter,
  known: readonly MeterRules[],
  scope: RuleScope,
): readonly Rule[] {
  const found = known.find((one) => one.meter === inNamespace(meter).meter);
  return found === undefined ? [] : found.rules(meterFamilies(meter), scope);
}
