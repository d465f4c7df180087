import type { CatalogFamily, CatalogLabel } from '../catalog/catalog-file.js';
import type { Change } from './change.js';

/**
 * What became of the labels. A new label breaks: where there was one series there are several, so that an alert on it fires
 * several times and a join finds no partner.
 */
export function compareLabels(old: CatalogFamily, now: CatalogFamily): readonly Change[] {
  const { name: family } = old;
  const added = Object.keys(now.labels).filter((label) => !Object.hasOwn(old.labels, label));
  return [
    ...Object.entries(old.labels).flatMap(([label, spec]): readonly Change[] => {
      const after = now.labels[label];
      if (after !== undefined) return compareValues(family, label, spec, after);
      const message = `${family}: label ${label} removed`;
      return [{ family, rule: 'label-removed', breaks: true, message }];
    }),
    ...added.map((label): Change => {
      const message = `${family}: new label ${label}; where there was one series there are several`;
      return { family, rule: 'label-added', breaks: true, message };
    }),
  ];
}

function compareValues(
  family: string,
  label: string,
  old: CatalogLabel,
  now: CatalogLabel,
): readonly Change[] {
  const change = (breaks: boolean, what: string): readonly Change[] => [
    { family, rule: 'label-values', breaks, message: `${family}: label ${label} ${what}` },
  ];
  if ('limit' in old && 'limit' in now) return [];
  if ('limit' in now) return change(false, 'now takes any value');
  const { values } = now;
  if ('limit' in old) return change(true, `took any value, and now only ${values.join(', ')}`);
  const gone = old.values.filter((value) => !values.includes(value));
  const added = values.filter((value) => !old.values.includes(value));
  return [
    ...(gone.length > 0 ? change(true, `no longer has ${gone.join(', ')}`) : []),
    ...(added.length > 0 ? change(false, `also has ${added.join(', ')}`) : []),
  ];
}
