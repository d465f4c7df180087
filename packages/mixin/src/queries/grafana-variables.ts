/** An expression that PromQL's grammar knows, each position being that of the original. */
export interface PlainExpression {
  readonly text: string;
  /** Where a variable stood outside of quotes. What is there may be any name or number. */
  readonly isVariable: (from: number) => boolean;
}

const STRINGS_AND_VARIABLES =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|\$\{[^}]*\}|\$\w+/g;

/**
 * Puts something of the same length in the place of Grafana's variables (`$__rate_interval`, `${job:regex}`): five minutes where a
 * duration is due, otherwise a name. Those in quotes stay, see {@link hasVariable}.
 */
export function withoutVariables(expression: string): PlainExpression {
  const starts = new Set<number>();
  const text = expression.replace(STRINGS_AND_VARIABLES, (found, from: number) => {
    if (!found.startsWith('$')) return found;
    starts.add(from);
    if (!/(?:[[:]|\boffset)\s*$/.test(expression.slice(0, from)))
      return '_'.padEnd(found.length, '_');
    const hasUnit = /^[a-z]/.test(expression.slice(from + found.length));
    return (hasUnit ? '5' : '5m').padStart(found.length, '0');
  });
  return { text, isVariable: (from) => starts.has(from) };
}

/** Whether the value of a matcher is known only to Grafana. */
export function hasVariable(value: string): boolean {
  return /\$(?:\w|\{)|\[\[/.test(value);
}
