import { type MixinMeter, meterFamilies } from '../families/meter-families.js';
import type { MixinContext } from '../mixin-context.js';
import type { RuleGroup } from '../rules/rule.js';
import { buildDashboard } from './build-dashboard.js';
import type { Dashboard } from './dashboard.js';
import type { DashboardSpec } from './dashboard-spec.js';
import { meterDashboard } from './meter-dashboard.js';
import { systemDashboards } from './systems/system-dashboards.js';

/** The dashboards of a mixin: that of its system, or one for each meter. */
export function dashboardsOf(
  context: MixinContext,
  _rules: readonly RuleGroup[],
): readonly Dashboard[] {
  return dashboardSpecs(context).map((spec) => {
    const model = buildDashboard(spec, context);
    return { name: spec.name, model, text: `${JSON.stringify(model, null, 2)}\n` };
  });
}

/** What the dashboards of a mixin ask. */
export function dashboardSpecs(context: MixinContext): readonly DashboardSpec[] {
  const { name, title, system, meters, targetLabels } = context;
  if (system === undefined) return meters.map((meter) => specOf(meter, targetLabels));
  return [{ name, title, ...systemDashboards[system](targetLabels.at(-1) ?? 'instance') }];
}

function specOf(meter: MixinMeter, targetLabels: readonly string[]): DashboardSpec {
  const { meter: meterClass, namespace } = 'meter' in meter ? meter : { meter };
  const { name, instruments } = meterClass.definition;
  const families = meterFamilies(meter);
  return meterDashboard({
    name: namespace === undefined ? name : `${namespace}.${name}`,
    targetLabels,
    instruments: Object.entries(instruments).map(([property, { kind }]) => {
      const family = families.get(property);
      if (family === undefined) throw new TypeError(`${property}: expected a family`); // has all
      return { kind, family };
    }),
  });
}
