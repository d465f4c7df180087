import type { Rule, RuleGroup } from '@meterkit/mixin';

interface WrittenRule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr?: unknown;
  readonly labels?: Readonly<Record<string, unknown>> | null;
  readonly annotations?: Readonly<Record<string, unknown>> | null;
}

interface RuleFile {
  readonly groups?:
    | readonly { readonly name?: unknown; readonly rules?: readonly WrittenRule[] | null }[]
    | null;
}

/** The groups of a rule file of Prometheus, as a mixin has them. What promtool alone finds, such as fields of other names, is left out. */
export function ruleGroups(file: unknown): readonly RuleGroup[] {
  const { groups } = (file ?? {}) as RuleFile; // a file of another shape has no rules
  return (groups ?? []).map(({ name, rules }) => ({
    name: String(name ?? ''),
    rules: (rules ?? []).flatMap(ruleOf),
  }));
}

function ruleOf({ alert, record, expr, labels, annotations }: WrittenRule): readonly Rule[] {
  const rule = { expr: String(expr ?? ''), labels: texts(labels) };
  if (alert !== undefined) return [{ alert, ...rule, annotations: texts(annotations) }];
  return record === undefined ? [] : [{ record, ...rule }];
}

function texts(
  values: Readonly<Record<string, unknown>> | null = {},
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([key, one]) => [key, String(one)]));
}
