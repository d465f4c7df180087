import type { Family } from '../families/family.js';
import { examineQuery } from '../queries/check-query.js';
import type { QueryScope } from '../queries/query-scope.js';
import { DashboardQueryError, type WrongQuery } from './dashboard-query-error.js';
import type { DashboardSpec, PanelSpec } from './dashboard-spec.js';

/**
 * The families that each panel reads. Throws {@link DashboardQueryError} with every query that nothing answers, and every
 * legend that names a label which the answer has not.
 */
export function queriedFamilies(
  { title, overview, questions }: DashboardSpec,
  scope: QueryScope,
): ReadonlyMap<PanelSpec, readonly Family[]> {
  const wrong: WrongQuery[] = [];
  const panels = [...overview, ...questions.flatMap((question) => question.panels)];
  const read = panels.map((panel) => {
    const found = queriesOf(panel).flatMap(([legend, query]) => {
      const { problems, labels, families } = examineQuery(query, scope);
      const messages = problems.map(({ message }) => message);
      if (problems.length === 0 && labels !== undefined)
        for (const label of labelsIn(legend))
          if (!labels.includes(label))
            messages.push(
              `the legend "${legend}" names "${label}", of the answer's ${labels.join(', ') || 'none'}`,
            );
      if (messages.length > 0) wrong.push({ panel: panel.title, query, messages });
      return families;
    });
    return [panel, [...new Set(found)]] as const;
  });
  if (wrong.length > 0) throw new DashboardQueryError(title, wrong);
  return new Map(read);
}

/** Legend and PromQL. */
function queriesOf(panel: PanelSpec): readonly (readonly [string, string])[] {
  if (panel.kind === 'graph') return Object.entries(panel.queries);
  return [[panel.kind === 'stat' ? (panel.nameOf ?? '') : '', panel.query]];
}

function labelsIn(legend: string): readonly string[] {
  return [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
}
