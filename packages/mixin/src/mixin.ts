import type { Dashboard } from './dashboards/dashboard.js';
import { dashboardsOf } from './dashboards/dashboards-of.js';
import type { Family } from './families/family.js';
import { inNamespace, type MixinMeter, meterProblems } from './families/mixin-meter.js';
import { serviceFamilies } from './families/service-families.js';
import { MixinError } from './mixin-error.js';
import { type MixinOptions, optionProblems } from './mixin-options.js';
import { checkRules } from './rules/check-rules.js';
import { narrowRules } from './rules/narrow-rules.js';
import type { RuleGroup } from './rules/rule.js';
import { ruleGroups } from './rules/rule-groups.js';
import { ruleScope } from './rules/rule-scope.js';
import { rulesYaml } from './rules/rules-yaml.js';
import { speedUp } from './rules/speed-up.js';
import { type SloRules, sloPlan } from './slos/slo-rules.js';
import { type SystemName, systems } from './systems/systems.js';

/** Dashboards and rules of a service, as data and as files. */
export interface Mixin {
  readonly name: string;
  /** With `targetLabels` what `checkQuery` asks for. */
  readonly families: readonly Family[];
  readonly targetLabels: readonly string[];
  readonly dashboards: readonly Dashboard[];
  readonly rules: readonly RuleGroup[];
  readonly slos: readonly SloRules[];
  /** By relative path: `dashboards/orders.json`, `rules/orders.yaml`. */
  files(): ReadonlyMap<string, string>;
}

/**
 * Computes dashboards and rules of a service from the meters that it uses. Throws {@link MixinError} with everything that is
 * wrong with the options, or with the objectives and expressions.
 */
export function mixin(meters: readonly MixinMeter[], options: MixinOptions = {}): Mixin {
  return mixinOf(meters, options, undefined);
}

/** {@link mixin} of a service of a known kind, with the questions and alerts that belong to it. */
export function systemMixin(system: SystemName, options: MixinOptions = {}): Mixin {
  if (!Object.hasOwn(systems, system))
    throw new MixinError([
      `system: expected one of ${Object.keys(systems).join(', ')}, got ${JSON.stringify(system)}`,
    ]);
  const { meters, ...known } = systems[system];
  const limits = { ...known.limits, ...options.limits };
  return mixinOf(meters, { name: system, ...known, ...options, limits }, system);
}

function mixinOf(
  meters: readonly MixinMeter[],
  options: MixinOptions,
  system: SystemName | undefined,
): Mixin {
  const wrong = [...meterProblems(meters), ...optionProblems(options)];
  if (wrong.length > 0) throw new MixinError(wrong);
  const {
    name = nameOf(meters),
    title = name,
    targetLabels = ['job', 'instance'],
    selector = `job=${JSON.stringify(name)}`,
    slos = [],
    alerts = [],
    automaticAlerts = false,
    limits = {},
    speedup = 1,
  } = options;
  const scope = ruleScope(targetLabels, selector, limits);
  const plan = sloPlan(slos, { name, meters, scope });
  const declared = narrowRules(
    [
      ...ruleGroups({ name, meters, automaticAlerts, scope }),
      ...plan.groups,
      ...(alerts.length === 0 ? [] : [{ name: `${name}-alerts`, rules: alerts }]),
    ],
    selector,
  );
  const measured = serviceFamilies(meters);
  const { problems, recorded } = checkRules(declared, measured, targetLabels);
  if (plan.problems.length + problems.length > 0)
    throw new MixinError([...plan.problems, ...problems]);

  const rules = speedUp(declared, speedup);
  const families = [...measured, ...recorded];
  const context = { name, title, meters, families, slos: plan.slos, system, targetLabels, limits };
  const dashboards = dashboardsOf(context);
  return {
    ...{ name, families, targetLabels, dashboards, rules, slos: plan.slos },
    files: () =>
      new Map([
        ...dashboards.map((board) => [`dashboards/${board.name}.json`, board.text] as const),
        [`rules/${name}.yaml`, rulesYaml(rules)],
      ]),
  };
}

function nameOf([first]: readonly MixinMeter[]): string {
  if (first === undefined) return 'service';
  return inNamespace(first)
    .meter.definition.name.replaceAll(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
}
