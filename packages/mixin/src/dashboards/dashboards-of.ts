import type { MixinContext } from '../mixin-context.js';
import type { SystemName } from '../systems/systems.js';
import { buildDashboard } from './build-dashboard.js';
import type { Dashboard } from './dashboard.js';
import type { DashboardSpec } from './dashboard-spec.js';
import { inWords } from './in-words.js';
import { meterDashboards } from './meter-dashboards.js';
import { sloQuestion, sloStats } from './slo-panels.js';
import { systemDashboards } from './systems/system-dashboards.js';

/** The dashboards of a mixin: that of its system; or one for each name of a meter, and one for its objectives if it has any. */
export function dashboardsOf(context: MixinContext): readonly Dashboard[] {
  return dashboardSpecs(context).map((spec) => {
    const model = buildDashboard(spec, context);
    return { name: spec.name, model, text: `${JSON.stringify(model, null, 2)}\n` };
  });
}

function dashboardSpecs(context: MixinContext): readonly DashboardSpec[] {
  const { system, meters, slos } = context;
  if (system !== undefined) return [systemDashboard(system, context)];
  return [...meterDashboards(meters), ...(slos.length === 0 ? [] : [sloDashboard(context)])];
}

/** Objectives come second: first is what the service is for. */
function systemDashboard(
  system: SystemName,
  { name, title, slos, limits }: MixinContext,
): DashboardSpec {
  const { overview, questions, ...spec } = systemDashboards[system](limits);
  const objectives = slos.length === 0 ? [] : [sloQuestion(slos)];
  return {
    ...{ ...spec, name, title },
    overview: [...overview, ...sloStats(slos)],
    questions: [...questions.slice(0, 1), ...objectives, ...questions.slice(1)],
  };
}

function sloDashboard({ name, title, slos }: MixinContext): DashboardSpec {
  return {
    name: `${name}-objectives`,
    title: `${inWords(title)}: objectives`,
    description: `What is promised of ${title}, and how much of it is kept.`,
    variables: [],
    overview: sloStats(slos),
    questions: [sloQuestion(slos)],
  };
}
