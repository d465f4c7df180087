import type { ParsedFamily } from '@meterkit/exposition';
import { examineQuery, type Family, QueryScope } from '@meterkit/mixin';
import type { QueryUse } from '../queries/query-use.js';
import { sampleNames } from '../queries/sample-names.js';

/** The names of the families of a page that some query reads. */
export function readFamilies(
  families: readonly ParsedFamily[],
  queries: readonly QueryUse[],
): ReadonlySet<string> {
  const scope = new QueryScope(families.map(familyOf));
  return new Set(
    queries.flatMap(({ expression }) =>
      examineQuery(expression, scope).families.map(({ name }) => name),
    ),
  );
}

function familyOf({ name, type, unit, help, samples }: ParsedFamily): Family {
  const isFlat = type === 'histogram' || type === 'counter' || type === 'info';
  const seen = new Set(samples.map((sample) => sample.name));
  const stem = type === 'counter' ? name.replace(/_total$/, '') : name;
  return {
    ...{ name, unit, help, labels: new Map(), hasOtherLabels: true, bounds: undefined },
    type: isFlat ? type : 'gauge',
    samples: [...new Set([...seen, ...sampleNames(stem, type)])],
    origin: 'meter',
    declared: undefined,
  };
}
