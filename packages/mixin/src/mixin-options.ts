import { isLabel, isObject, isText, type OptionRule, problemsOf } from './option-rules.js';
import type { AlertRule } from './rules/rule.js';
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
  /** Alerts of one's own, made by `alert()`. Their expressions are checked and narrowed as the others are. Default: none. */
  readonly alerts?: readonly AlertRule[];
  /**
   * Whether server errors over HTTP, memory and garbage collection alert, at 5 %, 2 GiB and 10 % of the time. Default: no; of a
   * system, as it is known.
   */
  readonly automaticAlerts?: boolean;
  readonly limits?: RuleLimits;
  /** Divides every duration of the rules, for rehearsals. Default 1. */
  readonly speedup?: number;
}

const isPositive = (value: unknown) => typeof value === 'number' && value > 0 && value < Infinity;

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
  alerts: [
    'a list of alerts, made by alert()',
    (value) =>
      Array.isArray(value) &&
      value.every((one) => isObject(one) && 'alert' in one && 'expr' in one),
  ],
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
  if (!isObject(options)) return [`options: expected an object, got ${JSON.stringify(options)}`];
  const { limits } = options;
  return [
    ...problemsOf('', options, optionRules),
    ...(typeof limits === 'object' && limits !== null
      ? problemsOf('limits.', limits, limitRules)
      : []),
  ];
}
