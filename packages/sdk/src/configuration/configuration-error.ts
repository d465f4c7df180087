/** Where a value was found: `code`, `env OTEL_SERVICE_NAME`, `file meterkit.yaml:3:5` (line and column) or `default`. */
export type Origin = 'default' | 'code' | `env ${string}` | `file ${string}`;

/** One thing that is wrong with the configuration. */
export interface ConfigurationProblem {
  /** The option by its path (`scrape.port`), or the name that means no option. */
  readonly option: string;
  /** What is wrong: `expected an integer from 0 to 65535`, `unknown option`. */
  readonly rule: string;
  /** The value found, as text; a secret one is hidden. */
  readonly value?: string | undefined;
  readonly origin: Origin;
  /** What to do about it, where the rule does not say it. */
  readonly fix?: string | undefined;
}

/**
 * The configuration cannot be used. The message lists all problems of all sources, one a line.
 * Recognise it by `code`, which is the same in every copy of this package.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly code = 'METERKIT_CONFIGURATION';
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    super(['The configuration cannot be used:', ...problems.map(problemMessage)].join('\n  '));
    this.problems = problems;
  }
}

/** `scrape.port: expected an integer from 0 to 65535, got "94x" (from env OTEL_EXPORTER_PROMETHEUS_PORT)` */
export function problemMessage({ option, rule, value, origin, fix }: ConfigurationProblem): string {
  const got = value === undefined ? '' : `, got ${value}`;
  return `${option}: ${rule}${got} (from ${origin})${fix === undefined ? '' : `; ${fix}`}`;
}
