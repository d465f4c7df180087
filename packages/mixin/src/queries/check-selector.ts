import { hasVariable, type PlainExpression } from './grafana-variables.js';
import { checkString, type LabelMatcher, labelMatchers } from './label-matcher.js';
import type { QueryNode } from './query-node.js';
import type { QueryProblem } from './query-problem.js';

/** What Prometheus refuses of a selector whatever series there are. */
export function checkSelector(node: QueryNode, { text }: PlainExpression): readonly QueryProblem[] {
  const { from, to } = node;
  const problem = (message: string): QueryProblem => {
    const found = text.slice(from, to);
    return { kind: 'type', from, to, found, nearest: undefined, message: `${message} at ${from}` };
  };
  const matchers = labelMatchers(node, text);
  const isNamed = node.getChild('Identifier') !== null;
  return [
    ...matchers.flatMap(({ valueFrom, valueTo }) =>
      checkString({ from: valueFrom, to: valueTo }, text),
    ),
    ...matchers.flatMap(regexProblems),
    ...(isNamed && matchers.some(({ label }) => label === '__name__')
      ? [problem('the metric is named twice')]
      : []),
    ...(!isNamed && matchers.every(matchesNothing)
      ? [
          problem(
            `${text.slice(from, to)} selects every series: name a metric, or a value that is not empty`,
          ),
        ]
      : []),
  ];
}

/** A series without the label has it, too. */
function matchesNothing({ operator, value }: LabelMatcher): boolean {
  if (hasVariable(value)) return false;
  if (operator === '=') return value === '';
  if (operator === '!=') return value !== '';
  const pattern = patternOf(value);
  return pattern instanceof RegExp && pattern.test('') === (operator === '=~');
}

function regexProblems({
  operator,
  value,
  valueFrom: from,
  valueTo: to,
}: LabelMatcher): readonly QueryProblem[] {
  if (!operator.includes('~') || hasVariable(value)) return [];
  const pattern = patternOf(value);
  if (pattern instanceof RegExp || pattern === undefined) return [];
  const message = `expected a regular expression, got "${value}" with ${pattern} at ${from}`;
  return [{ kind: 'type', from, to, found: value, nearest: undefined, message }];
}

/** The pattern, or what is wrong with it; undefined where it says what JavaScript cannot. */
function patternOf(value: string): RegExp | string | undefined {
  const beyond = /(?<!\\)(?:\\\\)*(\(\?(?:[=!]|<[=!])|\\[1-9])/.exec(value)?.[1];
  if (beyond !== undefined) return `${beyond}, which RE2 has not`;
  if (/\\[QpPzA]|\[\[:/.test(value)) return undefined;
  const flagless = value.replace(/\(\?[imsU-]+\)/g, '').replace(/\(\?[imsU-]+:/g, '(?:');
  try {
    return new RegExp(`^(?:${flagless.replace(/\(\?P</g, '(?<')})$`, 's');
  } catch (error) {
    return String((error as Error).message)
      .replace(/^.*: /, '')
      .toLowerCase(); // RegExp throws SyntaxErrors
  }
}
