import { childrenOf, type QueryNode } from './query-node.js';
import type { QueryProblem } from './query-problem.js';

/** One condition of a selector: `status=~"completed|failed"`. */
export interface LabelMatcher {
  readonly label: string;
  readonly labelFrom: number;
  readonly labelTo: number;
  readonly operator: string;
  readonly value: string;
  readonly valueFrom: number;
  readonly valueTo: number;
}

/** The matchers of a selector. A name in quotes that stands alone is the metric: `{"a.b"}` matches `__name__`. */
export function labelMatchers(selector: QueryNode, text: string): readonly LabelMatcher[] {
  const inBraces = selector.getChild('LabelMatchers');
  return inBraces === null ? [] : childrenOf(inBraces).flatMap((node) => matcherOf(node, text));
}

function matcherOf(node: QueryNode, text: string): readonly LabelMatcher[] {
  if (node.name === 'QuotedLabelName') {
    const value = stringOf(node, text);
    const place = { labelFrom: node.from, labelTo: node.to };
    return [
      { label: '__name__', ...place, operator: '=', value, valueFrom: node.from, valueTo: node.to },
    ];
  }
  const name = node.getChild('LabelName') ?? node.getChild('QuotedLabelName');
  const operator = node.getChild('MatchOp');
  const value = node.getChild('StringLiteral');
  if (name === null || operator === null || value === null) return [];
  return [
    {
      label: stringOf(name, text),
      labelFrom: name.from,
      labelTo: name.to,
      operator: text.slice(operator.from, operator.to),
      value: stringOf(value, text),
      valueFrom: value.from,
      valueTo: value.to,
    },
  ];
}

/** What is between the quotes, if there are any; Go's escapes that occur in names and patterns are undone. */
export function stringOf(
  { from, to }: { readonly from: number; readonly to: number },
  text: string,
) {
  const written = text.slice(from, to);
  const quote = written[0] ?? '';
  if (quote === '`') return written.slice(1, -1);
  if (quote !== '"' && quote !== "'") return written;
  return written.slice(1, -1).replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
}

/** Prometheus takes Go's escapes, and refuses what is none: `"\d"` is written `"\\d"`. */
export function checkString(
  node: { readonly from: number; readonly to: number },
  text: string,
): readonly QueryProblem[] {
  const written = text.slice(node.from, node.to);
  if (written.startsWith('`')) return [];
  return [...written.matchAll(/\\./gs)].flatMap(({ 0: found, index }) => {
    if (/\\[abfnrtv\\xuU0-7]/.test(found) || found[1] === written[0]) return [];
    const from = node.from + index;
    const message = `${found} is no escape in a string: write \\${found} at ${from}`;
    return [{ kind: 'syntax', from, to: from + 2, found, nearest: undefined, message } as const];
  });
}

/** The alternatives of a pattern such as `a|b` or `(a|b)`; undefined where they cannot be told apart without a parser. */
export function alternativesOf(
  pattern: string,
): readonly { readonly text: string; readonly pattern: string }[] | undefined {
  const inner = /^\((?:\?:)?(.*)\)$/s.exec(pattern)?.[1] ?? pattern;
  if (/[()[\]{}]/.test(inner)) return undefined;
  return inner.split('|').map((part) => ({ text: part.replace(/\\(\W)/g, '$1'), pattern: part }));
}
