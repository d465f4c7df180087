import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Family } from '../families/family.js';
import type { MixinContext } from '../mixin-context.js';
import { QueryScope } from '../queries/query-scope.js';
import type { DashboardSpec, PanelSpec } from './dashboard-spec.js';
import { dashboardUid } from './dashboard-uid.js';
import { dashboardVariables } from './dashboard-variables.js';
import { firingAlerts } from './firing-alerts.js';
import { narrowQuery } from './narrow-query.js';
import { placeRows } from './place-rows.js';
import { queriedFamilies } from './queried-families.js';

/** Finds all dashboards that are made here. */
const TAG = 'meterkit';

/** The dashboard as Grafana imports it. Throws `MixinError` with all queries that these families cannot answer. */
export function buildDashboard(
  spec: DashboardSpec,
  { families, targetLabels }: Pick<MixinContext, 'families' | 'targetLabels'>,
): Dashboard {
  const variables = spec.variables.filter(
    (label) => !['datasource', ...targetLabels].includes(label),
  );
  const queried = queriedFamilies(spec, new QueryScope(families, { targetLabels }));
  const used = [...new Set([...queried.values()].flat())];
  const finished = (panel: PanelSpec): PanelSpec => ({
    ...narrowed(panel, (query) => narrowQuery(query, { families: used, targetLabels, variables })),
    description: panel.description ?? helpOf(queried.get(panel)),
  });
  const others = new DashboardLinkBuilder('Other dashboards')
    .type(DashboardLinkType.Dashboards)
    .tags([TAG])
    .asDropdown(true)
    .keepTime(true);
  const builder = new DashboardBuilder(spec.title)
    .uid(dashboardUid(spec.name))
    .description(spec.description)
    .tags([TAG])
    .time({ from: 'now-3h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .annotation(firingAlerts(targetLabels))
    .link(others);
  for (const variable of dashboardVariables({ families: used, targetLabels, variables }))
    builder.withVariable(variable);
  const rows = [
    { title: 'Now', panels: spec.overview.map(finished) },
    ...spec.questions.map(({ question, panels }) => ({
      title: question,
      panels: panels.map(finished),
    })),
  ];
  return { ...builder.build(), panels: placeRows(rows) };
}

function narrowed(panel: PanelSpec, narrow: (query: string) => string): PanelSpec {
  if (panel.kind !== 'graph') return { ...panel, query: narrow(panel.query) };
  const queries = Object.entries(panel.queries);
  return {
    ...panel,
    queries: Object.fromEntries(queries.map(([legend, query]) => [legend, narrow(query)])),
  };
}

function helpOf(families: readonly Family[] = []): string {
  return families.map(({ help }) => help).join(' ');
}
