import type { Dashboard } from './dashboards/dashboard.js';
import { dashboardsOf } from './dashboards/dashboards-of.js';
import type { Family } from './families/family.js';
import type { MixinMeter } from './families/meter-families.js';
import { serviceFamilies } from './families/service-families.js';
import { MixinError } from './mixin-error.js';
import { checkRules } from './rules/check-rules.js';
import type { RuleGroup } from './rules/rule.js';
import { ruleGroups } from './rules/rule-groups.js';
import { type RuleLimits, ruleScope } from './rules/rule-scope.js';
import { rulesYaml } from './rules/rules-yaml.js';
import { speedUp } from './rules/speed-up.js';
import type { Slo } from './slos/slo.js';
import { type SloRules, sloPlan } from './slos/slo-rules.js';
import { type SystemName, systems } from './systems/systems.js';

export interface MixinOptions {
  /** Of files and rule groups, in lower case with hyphens. Default: the name of the first meter, or of the system. */
  readonly name?: string;
  /** For people. Default: the name. */
  readonly title?: string;
  /** Labels that Prometheus adds to every series, `instance` among them. Default: `job` and `instance`. */
  readonly targetLabels?: readonly string[];
  /** Finds the service among what every service has, such as `up`, as matchers of PromQL. Default: `job="NAME"`. */
  readonly selector?: string;
  /** Objectives, made by `slo()`. */
  readonly slos?: readonly Slo[];
  /**
   * Whether server errors over HTTP, memory and garbage collection alert, at 5 %, 2 GiB and 10 % of the time. Default: no; of a
   * system, as it is known.
   */
  readonly automaticAlerts?: boolean;
  readonly limits?: RuleLimits;
  /** Divides every duration of the rules, for rehearsals. Default 1. */
  readonly speedup?: number;
}

/** Dashboards and rules of a service, as data and as files. */
export interface Mixin {
  readonly name: string;
  readonly families: readonly Family[];
  readonly dashboards: readonly Dashboard[];
  readonly rules: readonly RuleGroup[];
  readonly slos: readonly SloRules[];
  /** By relative path: `dashboards/orders.json`, `rules/orders.yaml`. */
  files(): ReadonlyMap<string, string>;
}

/**
 * Computes dashboards and rules of a service from the meters that it uses. Throws {@link MixinError} with everything that is
 * wrong with the objectives, or with an expression.
 */
export function mixin(meters: readonly MixinMeter[], options: MixinOptions = {}): Mixin {
  return mixinOf(meters, options, undefined);
}

/** {@link mixin} of a service of a known kind, with the questions and alerts that belong to it. */
export function systemMixin(system: SystemName, options: MixinOptions = {}): Mixin {
  const { meters, ...known } = systems[system];
  return mixinOf(meters, { name: system, ...known, ...options }, system);
}

function mixinOf(
  meters: readonly MixinMeter[],
  options: MixinOptions,
  system: SystemName | undefined,
): Mixin {
  const {
    name = nameOf(meters),
    title = name,
    targetLabels = ['job', 'instance'],
    selector = `job=${JSON.stringify(name)}`,
    slos = [],
    automaticAlerts = false,
    limits = {},
    speedup = 1,
  } = options;
  const scope = ruleScope(targetLabels, selector, limits);
  const plan = sloPlan(slos, name, { meters, scope });
  const declared = [...ruleGroups({ name, meters, automaticAlerts, scope }), ...plan.groups];
  const measured = serviceFamilies(meters);
  const { problems, recorded } = checkRules(declared, measured, targetLabels);
  if (plan.problems.length + problems.length > 0)
    throw new MixinError([...plan.problems, ...problems]);

  const rules = speedUp(declared, speedup);
  const families = [...measured, ...recorded];
  const context = { name, title, meters, families, slos: plan.slos, system, targetLabels, limits };
  const dashboards = dashboardsOf(context);
  return {
    ...{ name, families, dashboards, rules, slos: plan.slos },
    files: () =>
      new Map([
        ...dashboards.map((board) => [`dashboards/${board.name}.json`, board.text] as const),
        [`rules/${name}.yaml`, rulesYaml(rules)],
      ]),
  };
}

function nameOf([first]: readonly MixinMeter[]): string {
  if (first === undefined) return 'service';
  const { definition } = 'meter' in first ? first.meter : first;
  return definition.name.replaceAll(/[^A-Za-z0-9]+/g, '-').toLowerCase();
}
