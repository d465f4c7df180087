import { showValue } from '../show-value.js';
import type { Store } from '../store.js';
import { nearestFirst } from './nearest-first.js';
import type { Family } from './read-series.js';

/** The names that a family is found by, its declared one first. */
export type NamesOf = (
  family: Pick<Family, 'name' | 'type' | 'unit' | 'exactName'>,
) => readonly string[];

/**
 * The declared name, and that of the page as far as it needs no unit: underscores for what is no letter or digit, `_total` behind
 * a counter. All of the page's rules has `@meterkit/sdk/testing`.
 */
export const obviousNames: NamesOf = ({ name, type }) => {
  const underscored = name.replace(/[^a-zA-Z0-9]+/g, '_');
  return [name, underscored, ...(type === 'counter' ? [`${underscored}_total`] : [])];
};

/** The family of a name, be it the one that it had before. Throws when the store has none: what is misspelt was never recorded, and that must not pass. */
export function findFamily(store: Pick<Store, 'families'>, name: string, namesOf: NamesOf): Family {
  const families = store.families();
  const found = families.find((family) => namesOf(family).includes(name));
  if (found !== undefined) return found.rowsOf;
  const known = families.filter(({ scope }) => scope.name !== 'meterkit').map((one) => one.name);
  const near = nearestFirst(name, known).slice(0, 5);
  const hint = near.length === 0 ? 'it has none' : `nearest: ${near.join(', ')}`;
  throw new Error(
    `${name}: expected an instrument of the store; ${hint}. It has those of meters that were made: ` +
      'make the meter in the test, with this store',
  );
}

/** Throws for what are no labels, for a label that the family has not, and for a value that it cannot have. */
export function checkLabels(family: Family, labels: Readonly<Record<string, unknown>>): void {
  if (typeof labels !== 'object' || labels === null)
    throw new Error(
      `${family.name}: expected labels before the amount, {} for any, got ${showValue(labels)}`,
    );
  const known = family.labels.map(({ name }) => name);
  for (const [label, value] of Object.entries(labels)) {
    const spec = family.spec.labels[label];
    if (!known.includes(label))
      throw new Error(
        `${family.name}: expected labels of ${known.join(', ') || 'no name: it has none'}, got ${label}`,
      );
    const admitted = spec?.kind !== 'closed' || [...spec.values, '_OTHER', ''].includes(`${value}`);
    if (!admitted)
      throw new Error(
        `${family.name}: expected ${label} to be one of ${spec.values.join(', ')}, got ${JSON.stringify(value)}`,
      );
  }
}
