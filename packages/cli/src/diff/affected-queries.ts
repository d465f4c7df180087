import { checkQuery, type Family, type QueryProblem, selectsSeries } from '@meterkit/mixin';
import type { CatalogFamily, CatalogFile } from '../catalog/catalog-file.js';
import type { QueryUse } from '../queries/query-use.js';
import { sampleNames } from '../queries/sample-names.js';

/** A panel or rule that was answered before and is not now. */
export interface AffectedQuery extends QueryUse {
  readonly problems: readonly string[];
}

/** What of these queries breaks: they have problems with the new catalogue that they had not with the old, or read what breaks. */
export function affectedQueries(
  queries: readonly QueryUse[],
  before: CatalogFile,
  now: CatalogFile,
  today: string,
): readonly AffectedQuery[] {
  const old = familiesOf(before, today);
  const present = familiesOf(now, today);
  const broken = new Map<QueryUse, readonly string[]>();
  for (const use of queries) {
    const known = new Set(checkQuery(use.expression, old).map(keyOf));
    const problems = checkQuery(use.expression, present).filter((one) => !known.has(keyOf(one)));
    if (problems.length > 0) broken.set(use, problems.map(messageOf));
  }
  followRecordings(queries, broken);
  return queries.flatMap((use) => {
    const problems = broken.get(use);
    return problems === undefined ? [] : [{ ...use, problems }];
  });
}

/** Who reads what a broken rule records is broken, too, and so on. */
function followRecordings(
  queries: readonly QueryUse[],
  broken: Map<QueryUse, readonly string[]>,
): void {
  for (const { records, labels = {} } of broken.keys()) {
    if (records === undefined) continue; // a Map goes on to what is added on the way
    for (const use of queries)
      if (!broken.has(use) && selectsSeries(use.expression, records, labels))
        broken.set(use, [`reads ${records}, which breaks`]);
  }
}

function keyOf({ kind, from, found }: QueryProblem): string {
  return `${kind} ${from} ${found}`;
}

/** Without what is near in spelling: the name was right, and is gone. */
function messageOf({ message }: QueryProblem): string {
  return message.replace(/; did you mean .*$/, '');
}

function familiesOf({ families }: CatalogFile, today: string): readonly Family[] {
  return families.flatMap((family) => {
    const { renamedFrom } = family;
    const isShown = renamedFrom !== undefined && today < renamedFrom.until;
    return isShown
      ? [familyOf(family, family.name), familyOf(family, renamedFrom.name)]
      : [familyOf(family, family.name)];
  });
}

function familyOf({ type, unit, help, labels, bounds }: CatalogFamily, name: string): Family {
  const specs = Object.entries(labels).map(
    ([label, spec]) => [label, { values: 'values' in spec ? spec.values : undefined }] as const,
  );
  return {
    ...{ name, type, unit, help, bounds, labels: new Map(specs), samples: sampleNames(name, type) },
    ...{ hasOtherLabels: false, origin: 'meter', declared: undefined },
  };
}
