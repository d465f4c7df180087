import type { QueryUse } from './query-use.js';

interface RuleFile {
  readonly groups?: readonly {
    readonly rules?: readonly {
      readonly alert?: string;
      readonly record?: string;
      readonly expr?: unknown;
    }[];
  }[];
}

/** The PromQL of a rule file of Prometheus. */
export function ruleQueries(file: unknown): readonly QueryUse[] {
  const { groups } = (file ?? {}) as RuleFile; // a file of another shape has no rules
  const rules = groups?.flatMap((group) => group.rules ?? []) ?? [];
  return rules.flatMap(({ alert, record, expr }): readonly QueryUse[] => {
    const expression = String(expr ?? '');
    if (alert !== undefined) return [{ place: `alert ${alert}`, expression }];
    return record === undefined ? [] : [{ place: `record ${record}`, expression, records: record }];
  });
}
