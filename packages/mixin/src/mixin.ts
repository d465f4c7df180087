import type { Dashboard } from './dashboards/dashboard.js';
import { dashboardsOf } from './dashboards/dashboards-of.js';
import type { Family } from './families/family.js';
import type { MixinMeter } from './families/meter-families.js';
import { serviceFamilies } from './families/service-families.js';
import type { MixinContext } from './mixin-context.js';
import type { RuleGroup } from './rules/rule.js';
import { ruleGroups } from './rules/rule-groups.js';
import { rulesYaml } from './rules/rules-yaml.js';
import { type SystemName, systems } from './systems/systems.js';

export interface MixinOptions {
  /** Of files and rule groups, in lower case with hyphens. Default: the name of the first meter, or of the system. */
  readonly name?: string;
  /** For people. Default: the name. */
  readonly title?: string;
  /** Labels that Prometheus adds to every series. Default: `job` and `instance`. */
  readonly targetLabels?: readonly string[];
}

/** Dashboards and rules of a service, as data and as files. */
export interface Mixin {
  readonly name: string;
  readonly families: readonly Family[];
  readonly dashboards: readonly Dashboard[];
  readonly rules: readonly RuleGroup[];
  /** By relative path: `dashboards/orders.json`, `rules/orders.yaml`. */
  files(): ReadonlyMap<string, string>;
}

/** Computes dashboards and rules of a service from the meters that it uses. */
export function mixin(meters: readonly MixinMeter[], options: MixinOptions = {}): Mixin {
  return mixinOf(meters, options, undefined);
}

/** {@link mixin} of a service of a known kind, with the questions and alerts that belong to it. */
export function systemMixin(system: SystemName, options: MixinOptions = {}): Mixin {
  const { meters, title } = systems[system];
  return mixinOf(meters, { name: system, title, ...options }, system);
}

function mixinOf(
  meters: readonly MixinMeter[],
  options: MixinOptions,
  system: SystemName | undefined,
): Mixin {
  const name = options.name ?? nameOf(meters);
  const context: MixinContext = {
    name,
    title: options.title ?? name,
    meters,
    families: serviceFamilies(meters),
    system,
    targetLabels: options.targetLabels ?? ['job', 'instance'],
  };
  const rules = ruleGroups(context);
  const dashboards = dashboardsOf(context, rules);
  return {
    name,
    families: context.families,
    dashboards,
    rules,
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
