import { type MixinMeter, meterFamilies } from '../families/meter-families.js';
import type { MixinContext } from '../mixin-context.js';
import { buildDashboard } from './build-dashboard.js';
import type { Dashboard } from './dashboard.js';
import type { DashboardSpec } from './dashboard-spec.js';
import { inWords } from './in-words.js';
import { meterDashboard } from './meter-dashboard.js';
import { sloQuestion, sloStats } from './slo-panels.js';
import { systemDashboards } from './systems/system-dashboards.js';

/** The dashboards of a mixin: that of its system; or one for each meter, and one for its objectives if it has any. */
export function dashboardsOf(context: MixinContext): readonly Dashboard[] {
  return dashboardSpecs(context).map((spec) => {
    const model = buildDashboard(spec, context);
    return { name: spec.name, model, text: `${JSON.stringify(model, null, 2)}\n` };
  });
}

function dashboardSpecs(context: MixinContext): readonly DashboardSpec[] {
  const { name, title, system, meters, slos, limits } = context;
  const overview = sloStats(slos);
  const questions = slos.length === 0 ? [] : [sloQuestion(slos)];
  if (system !== undefined) {
    const spec = systemDashboards[system](limits);
    return [
      {
        ...{ ...spec, name, title },
        overview: [...spec.overview, ...overview],
        questions: [...spec.questions.slice(0, 1), ...questions, ...spec.questions.slice(1)],
      },
    ];
  }
  const objectives = {
    ...{ name: `${name}-objectives`, title: `${inWords(title)}: objectives`, variables: [] },
    description: `What is promised of ${title}, and how much of it is kept.`,
    ...{ overview, questions },
  };
  return [...meters.map(meterSpec), ...(slos.length === 0 ? [] : [objectives])];
}

/** What a meter can be asked, whatever it is. */
export function meterSpec(meter: MixinMeter): DashboardSpec {
  const { meter: meterClass, namespace } = 'meter' in meter ? meter : { meter };
  const { name, instruments } = meterClass.definition;
  return meterDashboard({
    name: namespace === undefined ? name : `${namespace}.${name}`,
    instruments: [...meterFamilies(meter)].flatMap(([property, family]) => {
      const kind = instruments[property]?.kind;
      return kind === undefined ? [] : [{ kind, family }];
    }),
  });
}
