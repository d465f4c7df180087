import type { Family } from '../families/family.js';
import { addMatchers } from '../queries/add-matchers.js';
import { chosenMatchers } from './chosen-matchers.js';

interface NarrowOptions {
  readonly families: readonly Family[];
  /** Labels that every series has, and that are chosen at the top. */
  readonly targetLabels: readonly string[];
  /** Labels that are chosen at the top, too, for the families that have them. */
  readonly variables: readonly string[];
}

/** The query, each of its selectors narrowed to what is chosen at the top of the dashboard. */
export function narrowQuery(query: string, options: NarrowOptions): string {
  const { families, targetLabels, variables } = options;
  return addMatchers(query, (name) => {
    const family = families.find(({ samples }) => samples.includes(name));
    return chosenMatchers(
      [...targetLabels, ...variables].filter((label) => hasLabel(family, label, targetLabels)),
    );
  });
}

/** Prometheus gives the labels of a target to what it scrapes; what is recorded has those that the rule left. */
function hasLabel(
  family: Family | undefined,
  label: string,
  targetLabels: readonly string[],
): boolean {
  const isTarget = family?.origin !== 'recorded' && targetLabels.includes(label);
  return isTarget || family?.labels.has(label) === true;
}
