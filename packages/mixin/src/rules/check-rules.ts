import type { Family } from '../families/family.js';
import { examineQuery } from '../queries/check-query.js';
import { QueryScope } from '../queries/query-scope.js';
import type { AlertRule, RecordingRule, Rule, RuleGroup } from './rule.js';

export interface CheckedRules {
  /** One sentence each, with the rule, what is wrong, and where in the expression. */
  readonly problems: readonly string[];
  /** What the rules record, as families: what can be asked for besides. */
  readonly recorded: readonly Family[];
}

/** Checks every expression, and that annotations speak of labels that the alert has. Rules may use what others record. */
export function checkRules(
  groups: readonly RuleGroup[],
  families: readonly Family[],
  targetLabels: readonly string[],
): CheckedRules {
  const problems: string[] = [];
  const recorded = new Map<string, Family>();
  for (const { name, rules } of groups)
    for (const rule of inOrder(rules)) {
      const scope = new QueryScope([...families, ...recorded.values()], { targetLabels });
      const query = examineQuery(rule.expr, scope);
      const subject = `${name}: ${'alert' in rule ? rule.alert : rule.record}`;
      problems.push(
        ...query.problems.map(({ message }) => `${subject}: ${message} of ${rule.expr}`),
      );
      if ('alert' in rule) problems.push(...annotationProblems(rule, query.labels, subject));
      else recorded.set(rule.record, recordedFamily(rule, query.labels, recorded.get(rule.record)));
    }
  return { problems, recorded: [...recorded.values()] };
}

/** What is recorded comes first: an alert may be written before it. */
function inOrder(rules: readonly Rule[]): readonly Rule[] {
  return [...rules.filter((rule) => 'record' in rule), ...rules.filter((rule) => 'alert' in rule)];
}

function annotationProblems(
  { labels, annotations }: AlertRule,
  found: readonly string[] | undefined,
  subject: string,
): readonly string[] {
  if (found === undefined) return [];
  const known = [...found, ...Object.keys(labels)];
  return Object.entries(annotations).flatMap(([name, text]) =>
    [...text.matchAll(/\$labels\.(\w+)/g)]
      .flatMap(([, label = '']) => (known.includes(label) ? [] : [label]))
      .map(
        (label) =>
          `${subject}: ${name} speaks of the label "${label}", and the expression answers with ${known.map((one) => JSON.stringify(one)).join(', ')}`,
      ),
  );
}

function recordedFamily(
  { record, labels = {} }: RecordingRule,
  found: readonly string[] | undefined,
  before: Family | undefined,
): Family {
  const names = [...(before?.labels.keys() ?? []), ...(found ?? []), ...Object.keys(labels)];
  return {
    name: record,
    type: 'gauge',
    unit: '',
    help: '',
    labels: new Map(names.map((name) => [name, { values: undefined }])),
    hasOtherLabels: found === undefined,
    bounds: undefined,
    samples: [record],
    origin: 'recorded',
    declared: undefined,
  };
}
