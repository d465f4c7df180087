import { nearest } from '@meterkit/sdk/configuration';
import type { CatalogFamily, CatalogFile } from '../catalog/catalog-file.js';
import type { Change } from './change.js';
import { compareLabels } from './compare-labels.js';

/** What is different in `now`, in the order of the old families, then what is new. `today` is an ISO day. */
export function compareCatalogs(
  before: CatalogFile,
  now: CatalogFile,
  today: string,
): readonly Change[] {
  const successors = before.families.map((family) => successorOf(family, before, now));
  const changes = before.families.flatMap((family, i) => changesOf(family, successors[i], today));
  const names = new Set(before.families.map(({ name }) => name));
  const added = now.families.filter(
    (family) => !successors.includes(family) && !names.has(family.name),
  );
  return [
    ...changes,
    ...unknownNames(before, now),
    ...added.map(
      ({ name, type }): Change => ({
        family: name,
        rule: 'added',
        breaks: false,
        message: `${name}: new ${type}`,
      }),
    ),
  ];
}

/** An old name that nobody ever asked for, most likely misspelt. */
function unknownNames(before: CatalogFile, now: CatalogFile): readonly Change[] {
  const old = before.families.flatMap(({ name, renamedFrom }) => [name, renamedFrom?.name ?? name]);
  return now.families.flatMap(({ name, renamedFrom }): readonly Change[] => {
    if (renamedFrom === undefined || old.includes(renamedFrom.name)) return [];
    const meant = nearest(renamedFrom.name, old);
    const fix = meant === undefined ? '' : `; did you mean ${meant}?`;
    const message = `${name}: renamedFrom ${renamedFrom.name} is no family of the old catalogue${fix}`;
    return [{ family: name, rule: 'renamed-from', breaks: true, message }];
  });
}

/** The family of the same name, in its meter if two have it; or the one that says it was renamed, or that took its place in the meter. */
function successorOf(
  { name, meter, property }: CatalogFamily,
  before: CatalogFile,
  now: CatalogFile,
): CatalogFamily | undefined {
  const isNew = (family: CatalogFamily) => before.families.every((old) => old.name !== family.name);
  const sameName = now.families.filter((family) => family.name === name);
  return (
    sameName.find((family) => family.meter === meter) ??
    sameName[0] ??
    now.families.find(({ renamedFrom }) => renamedFrom?.name === name) ??
    now.families.find(
      (family) => family.meter === meter && family.property === property && isNew(family),
    )
  );
}

function changesOf(
  old: CatalogFamily,
  now: CatalogFamily | undefined,
  today: string,
): readonly Change[] {
  const { name } = old;
  const broken = (rule: Change['rule'], message: string): Change => ({
    family: name,
    rule,
    breaks: true,
    message: `${name}: ${message}`,
  });
  if (now === undefined) return [broken('removed', 'removed')];
  return [
    ...(now.name === name ? [] : [renaming(old, now, today)]),
    ...(now.type === old.type ? [] : [broken('type', `type ${old.type} is now ${now.type}`)]),
    ...(now.unit === old.unit
      ? []
      : [broken('unit', `unit ${old.unit || 'none'} is now ${now.unit || 'none'}`)]),
    ...compareLabels(old, now),
    ...compareBounds(old, now),
  ];
}

function renaming({ name, unit }: CatalogFamily, now: CatalogFamily, today: string): Change {
  const { renamedFrom } = now;
  const both = renamedFrom?.name === name ? renamedFrom : undefined;
  const change = { family: name, rule: 'renamed' } as const;
  const to = `${name}: renamed to ${now.name}`;
  if (now.unit !== unit) {
    const fix =
      'keep the old instrument and put a new one beside it, for renamedFrom would show the new unit under the old name';
    return { ...change, breaks: true, message: `${to}, in another unit; ${fix}` };
  }
  if (both === undefined) {
    const fix = 'say renamedFrom in its definition, and both are on the page for a while';
    return { ...change, breaks: true, message: `${to}; ${fix}` };
  }
  return today < both.until
    ? { ...change, breaks: false, message: `${to}; both are on the page until ${both.until}` }
    : { ...change, breaks: true, message: `${to}; both were on the page until ${both.until}` };
}

/** A query may name a bound. That there are more of them breaks none. */
function compareBounds(old: CatalogFamily, now: CatalogFamily): readonly Change[] {
  const [before, after] = [old.bounds ?? [], now.bounds ?? []];
  const gone = before.filter((bound) => !after.includes(bound));
  const added = after.filter((bound) => !before.includes(bound));
  if (gone.length + added.length === 0 || old.type !== now.type) return [];
  const parts = [
    gone.length > 0 ? `without ${gone.join(', ')}` : '',
    added.length > 0 ? `with ${added.join(', ')}` : '',
  ];
  const message = `${old.name}: bounds are now ${parts.filter(Boolean).join(' and ')}`;
  return [{ family: old.name, rule: 'bounds', breaks: gone.length > 0, message }];
}
