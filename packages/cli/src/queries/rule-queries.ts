import type { QueryUse } from './query-use.js';
import { ruleGroups } from './rule-groups.js';

/** The PromQL of a rule file of Prometheus. */
export function ruleQueries(file: unknown): readonly QueryUse[] {
  return ruleGroups(file)
    .flatMap(({ rules }) => rules)
    .map((rule): QueryUse => {
      const { expr: expression, labels = {} } = rule;
      if ('alert' in rule) return { place: `alert ${rule.alert}${shown(labels)}`, expression };
      const { record } = rule;
      return {
        place: `record ${record}${shown(labels)}`,
        expression,
        records: record,
        labels,
      };
    });
}

/** What tells it from others of its name. */
function shown(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? '' : `{${pairs.join(', ')}}`;
}
