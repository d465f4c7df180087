import { childrenOf, parseQuery, type QueryNode } from '../queries/query-node.js';
import type { RuleGroup } from './rule.js';

/** The same rules with every duration divided by `factor`, to a second at least: for rehearsals, which cannot wait for an hour. */
export function speedUp(groups: readonly RuleGroup[], factor: number): readonly RuleGroup[] {
  if (factor === 1) return groups;
  return groups.map(({ interval, rules, ...group }) => ({
    ...group,
    ...(interval === undefined ? {} : { interval: shorter(interval, factor) }),
    rules: rules.map((rule) => {
      const expr = withShorter(rule.expr, factor);
      return 'alert' in rule && rule.for !== undefined
        ? { ...rule, expr, for: shorter(rule.for, factor) }
        : { ...rule, expr };
    }),
  }));
}

function withShorter(expr: string, factor: number): string {
  let result = expr;
  for (const { from, to } of durationsOf(parseQuery(expr)).toReversed())
    result = result.slice(0, from) + shorter(expr.slice(from, to), factor) + result.slice(to);
  return result;
}

function durationsOf(node: QueryNode): readonly QueryNode[] {
  if (node.name === 'NumberDurationLiteralInDurationContext') return [node];
  return childrenOf(node).flatMap(durationsOf);
}

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

function shorter(duration: string, factor: number): string {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  if (amount === undefined || unit === undefined) return duration;
  const seconds = Number(amount) * SECONDS[unit as keyof typeof SECONDS]; // as just seen
  return `${Math.max(1, Math.round(seconds / factor))}s`;
}
