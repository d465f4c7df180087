import type { InstrumentDefinition } from './instrument-definition.js';
import type { LabelSpecs } from './label.js';

/** Whether two definitions of one name mean the same series. */
export function sameDefinition(a: InstrumentDefinition, b: InstrumentDefinition): boolean {
  return (
    a === b ||
    (a.kind === b.kind &&
      a.description === b.description &&
      a.unit === b.unit &&
      a.exactName === b.exactName &&
      sameList(a.bounds ?? [], b.bounds ?? []) &&
      sameLabels(a.labels, b.labels))
  );
}

function sameLabels(a: LabelSpecs, b: LabelSpecs): boolean {
  const names = Object.keys(a);
  return (
    sameList(names, Object.keys(b)) &&
    names.every((name) => {
      const [x, y] = [a[name], b[name]];
      if (x?.kind === 'closed') return y?.kind === 'closed' && sameList(x.values, y.values);
      return x?.kind === y?.kind;
    })
  );
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
