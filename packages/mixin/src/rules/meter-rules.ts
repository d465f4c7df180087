import type { DefinedMeter } from '../families/defined-meter.js';
import type { Family } from '../families/family.js';
import type { Rule } from './rule.js';
import type { RuleScope } from './rule-scope.js';

/** What each instrument of a meter is queried by: a histogram without `_bucket`, `_sum` and `_count`. */
export type QueryNames<M extends DefinedMeter> = {
  readonly [P in keyof M['definition']['instruments']]: string;
};

/** The rules of a ready-made meter, whatever its namespace. */
export interface MeterRules {
  readonly meter: DefinedMeter;
  readonly rules: (families: ReadonlyMap<string, Family>, scope: RuleScope) => readonly Rule[];
}

export function meterRules<M extends DefinedMeter>(
  meter: M,
  rules: (names: QueryNames<M>, scope: RuleScope) => readonly Rule[],
): MeterRules {
  return {
    meter,
    rules: (families, scope) => {
      const names = [...families].map(([property, family]) => [property, queryName(family)]);
      return rules(Object.fromEntries(names) as QueryNames<M>, scope); // the families of this meter
    },
  };
}

function queryName({ type, name, samples: [sample = name] }: Family): string {
  return type === 'histogram' ? name : sample;
}
