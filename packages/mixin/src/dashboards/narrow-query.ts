import type { Family } from '../families/family.js';
import { withoutVariables } from '../queries/grafana-variables.js';
import { childrenOf, parseQuery, type QueryNode } from '../queries/query-node.js';
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
  return selectorsIn(parseQuery(withoutVariables(query).text)).reduceRight((text, selector) => {
    const identifier = selector.getChild('Identifier');
    const name = query.slice(identifier?.from, identifier?.to);
    const family = families.find(({ samples }) => samples.includes(name));
    const matchers = chosenMatchers(
      [...targetLabels, ...variables].filter((label) => hasLabel(family, label, targetLabels)),
    );
    const written = selector.getChild('LabelMatchers');
    if (written === null) return inserted(text, selector.to, `{${matchers}}`);
    return inserted(text, written.from + 1, `${matchers}, `);
  }, query);
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

/** In the order of the text. */
function selectorsIn(node: QueryNode): readonly QueryNode[] {
  return node.name === 'VectorSelector' ? [node] : childrenOf(node).flatMap(selectorsIn);
}

function inserted(text: string, at: number, what: string): string {
  return text.slice(0, at) + what + text.slice(at);
}
