import { withoutVariables } from './grafana-variables.js';
import { parseQuery, selectorsIn, syntaxError } from './query-node.js';

/** The query, unless it is no PromQL, each of its selectors with further matchers of PromQL: those for the metric that it names, `''` for none. */
export function addMatchers(query: string, matchersFor: (sample: string) => string): string {
  const parsed = parseQuery(withoutVariables(query).text);
  if (syntaxError(parsed) !== undefined) return query;
  return selectorsIn(parsed).reduceRight((text, selector) => {
    const identifier = selector.getChild('Identifier');
    const matchers = matchersFor(query.slice(identifier?.from, identifier?.to));
    if (matchers === '') return text;
    const written = selector.getChild('LabelMatchers');
    if (written === null) return inserted(text, selector.to, `{${matchers}}`);
    return inserted(text, written.from + 1, `${matchers}, `);
  }, query);
}

function inserted(text: string, at: number, what: string): string {
  return text.slice(0, at) + what + text.slice(at);
}
