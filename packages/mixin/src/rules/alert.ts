import { MixinError } from '../mixin-error.js';
import { isLabel, isObject, isText, type OptionRule, problemsOf } from '../option-rules.js';
import type { AlertRule } from './rule.js';

export interface AlertOptions {
  /** In PromQL, true when there is an answer. `mixin` adds its selector to what is measured. */
  readonly expr: string;
  /** How long it has to hold: `5m`. Default: not at all. */
  readonly after?: string;
  /** `critical`: somebody has to act now. `warning`: today. `info`: good to know. */
  readonly severity: 'critical' | 'warning' | 'info';
  /** Further labels of the alert, for what sends it on. */
  readonly labels?: Readonly<Record<string, string>>;
  /** One line: what, and of which service. */
  readonly summary: string;
  /** How it stands, in numbers. */
  readonly description?: string;
  /** Where to look first. */
  readonly runbook?: string;
}

const SEVERITIES = ['critical', 'warning', 'info'];

const optionRules: Readonly<Record<keyof AlertOptions, OptionRule>> = {
  expr: ['PromQL', isText],
  after: ['a duration such as "5m"', (value) => /^(?:\d+(?:ms|[smhdwy]))+$/.test(String(value))],
  severity: [SEVERITIES.join(', '), (value) => SEVERITIES.includes(String(value))],
  labels: [
    'texts by name',
    (value) =>
      isObject(value) && Object.entries(value).every(([key, one]) => isLabel(key) && isText(one)),
  ],
  summary: ['a text', isText],
  description: ['a text', isText],
  runbook: ['a text', isText],
};

/**
 * Declares an alert. In `summary` and `description` `{{ $labels.job }}` is a label of the answer, and `{{ $value }}` its number.
 *
 * @throws MixinError with everything that is wrong with the options. What is wrong with the expression, `mixin` says.
 */
export function alert(name: string, options: AlertOptions): AlertRule {
  const wrong = alertProblems(name, options);
  if (wrong.length > 0) throw new MixinError(wrong);
  const { expr, after, severity, labels, summary, description, runbook } = options;
  return {
    alert: name,
    expr,
    ...(after === undefined ? {} : { for: after }),
    labels: { severity, ...labels },
    annotations: {
      summary,
      ...(description === undefined ? {} : { description }),
      ...(runbook === undefined ? {} : { runbook }),
    },
  };
}

function alertProblems(name: unknown, options: AlertOptions): readonly string[] {
  if (!isObject(options))
    return [`alert ${JSON.stringify(name)}: expected options, got ${JSON.stringify(options)}`];
  const { for: held, ...others } = options as AlertOptions & { readonly for?: unknown }; // Prometheus's word
  const missing = (['expr', 'severity', 'summary'] as const).filter(
    (key) => options[key] === undefined,
  );
  const problems = [
    ...(isLabel(name) ? [] : ['expected a name such as "OrdersFailing"']),
    ...(held === undefined ? [] : ['for: unknown option; did you mean "after"?']),
    ...missing.map((key) => `${key}: expected ${optionRules[key][0]}, got nothing`),
    ...problemsOf('', others, optionRules),
  ];
  return problems.map((problem) => `alert ${JSON.stringify(name)}: ${problem}`);
}

/** The name of a family in that of a recorded series: `orders_placed` of `orders_placed_total` (Prometheus, Recording rules). */
export function stem(sample: string): string {
  return sample.replace(/_total$/, '');
}
