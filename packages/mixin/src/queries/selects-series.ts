import { hasVariable, withoutVariables } from './grafana-variables.js';
import { type LabelMatcher, labelMatchers, stringOf } from './label-matcher.js';
import { parseQuery, selectorsIn } from './query-node.js';

/** Whether an expression asks for a metric, and does not exclude its series by one of these labels. Others may be anything. */
export function selectsSeries(
  expression: string,
  metric: string,
  labels: Readonly<Record<string, string>>,
): boolean {
  const { text } = withoutVariables(expression);
  return selectorsIn(parseQuery(text)).some((selector) => {
    const identifier = selector.getChild('Identifier');
    const known = { ...labels, __name__: metric };
    const isNamed = identifier !== null && stringOf(identifier, text) === metric;
    const matchers = labelMatchers(selector, text);
    return (
      (isNamed || matchers.some(({ label }) => label === '__name__')) &&
      matchers.every((matcher) => holds(matcher, known))
    );
  });
}

function holds(
  { label, operator, value }: LabelMatcher,
  labels: Readonly<Record<string, string>>,
): boolean {
  const found = Object.hasOwn(labels, label) ? labels[label] : undefined;
  if (found === undefined || hasVariable(value)) return true;
  if (!operator.includes('~')) return (found === value) === (operator === '=');
  try {
    return new RegExp(`^(?:${value})$`, 's').test(found) === (operator === '=~');
  } catch {
    return true; // RE2 knows what JavaScript does not
  }
}
