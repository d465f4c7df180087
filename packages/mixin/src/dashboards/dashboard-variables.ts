import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Family } from '../families/family.js';
import { chosenDatasource } from './chosen-datasource.js';
import { chosenMatchers } from './chosen-matchers.js';
import { inWords } from './in-words.js';

interface VariableOptions {
  readonly families: readonly Family[];
  readonly targetLabels: readonly string[];
  /** Open labels. */
  readonly variables: readonly string[];
}

/**
 * What is chosen at the top of a dashboard: the data source, then the targets, then values of open labels, each among those that
 * there are of what is chosen before it. All is chosen at first. Grafana escapes what is chosen for a regular expression, for
 * several can be.
 */
export function dashboardVariables({
  families,
  targetLabels,
  variables,
}: VariableOptions): readonly Builder<VariableModel>[] {
  const own = families.filter(({ origin }) => origin === 'meter');
  const probe = sampleOf(own.find(isThereFromTheStart) ?? own[0] ?? families[0]);
  const targets = targetLabels.filter((label) =>
    families.some((family) => family.origin !== 'recorded' || family.labels.has(label)),
  );
  return [
    new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'),
    ...targets.map((label, i) =>
      i === 0
        ? choice(label, `label_values(${probe}, ${label})`) // all jobs of this service, not of others
        : choice(
            label,
            `label_values(${probe}{${chosenMatchers(targets.slice(0, i))}}, ${label})`,
          ).allValue('.+'),
    ),
    ...variables.map((label) => {
      const sample = sampleOf(families.find(({ labels }) => labels.has(label)));
      const query = `label_values(${sample}{${chosenMatchers(targets)}}, ${label})`;
      return choice(label, query).allValue('.*'); // an absent label is an empty one
    }),
  ];
}

function choice(label: string, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(label)
    .label(inWords(label))
    .query(query)
    .datasource(chosenDatasource)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .current({ selected: true, text: ['All'], value: ['$__all'] });
}

/** A family of open labels has no series before the first measurement. */
function isThereFromTheStart({ labels }: Family): boolean {
  return [...labels.values()].every(({ values }) => values !== undefined);
}

/** Of a histogram its `_count`, which is one a series. */
function sampleOf(family: Family | undefined): string {
  return family?.samples.at(-1) ?? 'up';
}
