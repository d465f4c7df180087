import type { Family } from '../families/family.js';
import { checkTypes } from './check-types.js';
import { callableNames } from './function-signatures.js';
import { withoutVariables } from './grafana-variables.js';
import { didYouMean, nearestName } from './nearest-name.js';
import { parseQuery, type QueryNode, syntaxError } from './query-node.js';
import type { QueryProblem } from './query-problem.js';
import { type QueryOptions, QueryScope } from './query-scope.js';
import { QueryWalk } from './query-walk.js';

/** What an expression asks, as far as it can be known without asking. */
export interface CheckedQuery {
  /** In the order of the text; empty when every name in it exists. */
  readonly problems: readonly QueryProblem[];
  /** The labels that its answer can have; undefined when they cannot be known, or it is a number. */
  readonly labels: readonly string[] | undefined;
  /** The families that it reads. */
  readonly families: readonly Family[];
}

/**
 * Finds what in a PromQL expression no series of these families answers: metrics and labels that do not exist, in selectors as
 * in `by`, `without`, `on`, `ignoring` and `group_left`; values outside a closed set; bounds that no bucket has. Variables of
 * Grafana may stand anywhere. Text that is no PromQL is one problem. Throws {@link MixinError} when there are no families.
 */
export function checkQuery(
  expression: string,
  families: Iterable<Family>,
  options?: QueryOptions,
): readonly QueryProblem[] {
  return examineQuery(expression, new QueryScope(families, options)).problems;
}

/** {@link checkQuery} for many expressions of one scope, which tells more of each. */
export function examineQuery(expression: string, scope: QueryScope): CheckedQuery {
  const plain = withoutVariables(expression);
  const query = parseQuery(plain.text);
  const error = syntaxError(query);
  if (error !== undefined)
    return { problems: [syntaxProblem(expression, error)], labels: undefined, families: [] };
  const walk = new QueryWalk(plain, scope);
  const answer = walk.answerOf(query);
  const problems = [...checkTypes(query, plain), ...walk.problems].sort((a, b) => a.from - b.from);
  const labels = typeof answer === 'string' ? undefined : [...answer];
  return { problems, labels, families: [...walk.families] };
}

function syntaxProblem(expression: string, { from, to }: QueryNode): QueryProblem {
  const found = expression.slice(from, to);
  const called = /[A-Za-z_]\w*\s*$/.exec(expression.slice(0, from))?.[0];
  if (found.startsWith('(') && called !== undefined) {
    const nearest = nearestName(called.trimEnd(), callableNames);
    const message = `unknown function "${called.trimEnd()}" at ${from - called.length}${didYouMean(nearest)}`;
    return { kind: 'syntax', from, to, found, nearest, message };
  }
  const what = found === '' ? 'something is missing' : `got ${JSON.stringify(found)}`;
  const message = `expected PromQL, ${what} at ${from}`;
  return { kind: 'syntax', from, to, found, nearest: undefined, message };
}
