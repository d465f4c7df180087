import type { Family } from '../families/family.js';
import { MixinError } from '../mixin-error.js';
import { examineQuery } from '../queries/check-query.js';
import type { QueryScope } from '../queries/query-scope.js';
import type { DashboardSpec, PanelSpec } from './dashboard-spec.js';

/**
 * The families that each panel reads. Throws {@link MixinError} with every query that nothing answers, and every legend that
 * names a label which the answer has not.
 */
export function queriedFamilies(
  { name, overview, questions }: DashboardSpec,
  scope: QueryScope,
): ReadonlyMap<PanelSpec, readonly Family[]> {
  const problems: string[] = [];
  const read = new Map<PanelSpec, readonly Family[]>();
  for (const panel of [...overview, ...questions.flatMap(({ panels }) => panels)]) {
    const found = new Set<Family>();
    for (const [legend, query] of queriesOf(panel)) {
      const { problems: wrong, labels, families } = examineQuery(query, scope);
      const messages = wrong.map(({ message }) => message);
      if (wrong.length === 0) messages.push(...legendProblems(legend, labels));
      const subject = `dashboard ${name}: panel "${panel.title}"`;
      problems.push(...messages.map((message) => `${subject}: ${message} of ${query}`));
      for (const family of families) found.add(family);
    }
    read.set(panel, [...found]);
  }
  if (problems.length > 0) throw new MixinError(problems);
  return read;
}

/** Legend and PromQL. */
function queriesOf(panel: PanelSpec): readonly (readonly [string, string])[] {
  if (panel.kind === 'graph') return Object.entries(panel.queries);
  return [[panel.kind === 'stat' ? (panel.nameOf ?? '') : '', panel.query]];
}

function legendProblems(legend: string, labels: readonly string[] | undefined): readonly string[] {
  if (labels === undefined) return [];
  return Array.from(legend.matchAll(/\{\{(\w+)\}\}/g), ([, label = '']) => label)
    .filter((label) => !labels.includes(label))
    .map((label) => {
      const found = labels.map((one) => JSON.stringify(one)).join(', ') || 'no labels';
      return `the legend names "${label}", and the answer has ${found}`;
    });
}
