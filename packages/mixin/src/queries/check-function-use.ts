import { stringOf } from './label-matcher.js';
import { childrenOf, type QueryNode } from './query-node.js';
import type { QueryProblem } from './query-problem.js';
import type { QueryScope } from './query-scope.js';

/** Take a value that falls for a restart. */
const OF_COUNTERS = ['rate', 'increase', 'irate'];

/** Take it for a loss. */
const OF_GAUGES = ['delta', 'idelta', 'deriv'];

/** The problem of a function for counters over a gauge, or the other way round. What is recorded may be either. */
export function checkFunctionUse(
  call: QueryNode,
  text: string,
  scope: QueryScope,
): readonly QueryProblem[] {
  const called = call.getChild('FunctionIdentifier');
  const selector = selectorOf(call.getChild('FunctionCallBody'));
  const identifier = selector?.getChild('Identifier');
  if (called === null || !identifier) return [];
  const [name, sample] = [stringOf(called, text), stringOf(identifier, text)];
  const family = scope.select(sample)?.family;
  if (family === undefined || family.origin === 'recorded') return [];
  const { from, to } = identifier;
  const problem = (message: string): readonly QueryProblem[] => [
    { kind: 'type', from, to, found: sample, nearest: undefined, message: `${message} at ${from}` },
  ];
  const isCounted = family.type === 'counter' || family.type === 'histogram';
  if (family.type === 'gauge' && OF_COUNTERS.includes(name))
    return problem(
      `${name} is for counters, and ${sample} is a gauge; delta and deriv are for gauges`,
    );
  if (isCounted && OF_GAUGES.includes(name))
    return problem(
      `${name} is for gauges, and ${sample} is a counter; increase and rate are for counters`,
    );
  return [];
}

/** The selector of the first argument, if that is a range of one. */
function selectorOf(node: QueryNode | null): QueryNode | null {
  if (node === null || node.name === 'VectorSelector') return node;
  const inner = childrenOf(node).find(({ name }) => name !== 'LineComment') ?? null;
  const names = [
    'FunctionCallBody',
    'MatrixSelector',
    'OffsetExpr',
    'StepInvariantExpr',
    'ParenExpr',
  ];
  return names.includes(node.name) ? selectorOf(inner) : null;
}
