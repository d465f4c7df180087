import { didYouMean, nearestName } from './queries/nearest-name.js';
import type { RuleLimits } from './rules/rule-scope.js';
import type { Slo } from './slos/slo.js';

export interface MixinOptions {
  /** Of files and rule groups, in lower case with hyphens. Default: the name of the first meter, or of the system. */
  readonly name?: string;
  /** For people. Default: the name. */
  readonly title?: string;
  /** Labels that Prometheus adds to every series, `instance` among them. Default: `job` and `instance`. */
  readonly targetLabels?: readonly string[];
  /** Finds the service among others, which may have the same meters: matchers of PromQL. Default: `job="NAME"`. */
  readonly selector?: string;
  /** Objectives, made by `slo()`. Default: none; of a system, its own. */
  readonly slos?: readonly Slo[];
  /**
   * Whether server errors over HTTP, memory and garbage collection alert, at 5 %, 2 GiB and 10 % of the time. Default: no; of a
   * system, as it is known.
   */
  readonly automaticAlerts?: boolean;
  readonly limits?: RuleLimits;
  /** Divides every duration of the rules, for rehearsals. Default 1. */
  readonly speedup?: number;
}

/** What an option has to be, in words, and whether it is. */
type OptionRule = readonly [expected: string, holds: (value: unknown) => boolean];

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isPositive = (value: unknown) => typeof value === 'number' && value > 0 && value < Infinity;
const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const isLabel = (value: unknown) => typeof value === 'string' && /^[a-zA-Z_]\w*$/.test(value);

const optionRules: Readonly<Record<keyof MixinOptions, OptionRule>> = {
  name: [
    'lower case and hyphens',
    (value) => isText(value) && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(String(value)),
  ],
  title: ['a text', isText],
  targetLabels: [
    'names of labels, one besides "instance" among them',
    (value) =>
      Array.isArray(value) && value.every(isLabel) && value.some((label) => label !== 'instance'),
  ],
  selector: ['matchers of PromQL, such as job="orders"', isText],
  slos: ['a list of objectives', (value) => Array.isArray(value) && value.every(isObject)],
  automaticAlerts: ['true or false', (value) => typeof value === 'boolean'],
  limits: ['an object', isObject],
  speedup: ['a number above 0', isPositive],
};

const limitRules: Readonly<Record<keyof RuleLimits, OptionRule>> = {
  connections: ['a number above 0', isPositive],
  streamingMethods: ['a pattern of PromQL', isText],
};

/** What is wrong with options, unknown ones included. */
export function optionProblems(options: MixinOptions): readonly string[] {
  const { limits } = options;
  return [
    ...problemsOf('', options, optionRules),
    ...(typeof limits === 'object' && limits !== null
      ? problemsOf('limits.', limits, limitRules)
      : []),
  ];
}

function problemsOf(
  path: string,
  options: object,
  rules: Readonly<Record<string, OptionRule>>,
): readonly string[] {
  return Object.entries(options).flatMap(([key, value]) => {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined) {
      const nearest = nearestName(key, Object.keys(rules));
      return [`${path}${key}: unknown option${didYouMean(nearest && path + nearest)}`];
    }
    const [expected, holds] = rule;
    if (value === undefined || holds(value)) return [];
    return [`${path}${key}: expected ${expected}, got ${JSON.stringify(value)}`];
  });
}
