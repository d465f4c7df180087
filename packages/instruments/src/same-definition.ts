import type { InstrumentDefinition } from './instrument-definition.js';
import type { ClosedLabel, OpenLabel } from './label.js';

/** Whether two definitions of one name mean the same series. The first one's description, limits and old name hold for both. */
export function sameDefinition(a: InstrumentDefinition, b: InstrumentDefinition): boolean {
  const names = Object.keys(a.labels);
  return (
    a === b ||
    (a.kind === b.kind &&
      a.unit === b.unit &&
      a.exactName === b.exactName &&
      String(a.bounds) === String(b.bounds) &&
      (a.sampleTimers ?? 1) === (b.sampleTimers ?? 1) &&
      sameSet(names, Object.keys(b.labels)) &&
      names.every((name) => sameLabel(a.labels[name], b.labels[name])))
  );
}

function sameLabel(
  a: ClosedLabel | OpenLabel | undefined,
  b: ClosedLabel | OpenLabel | undefined,
): boolean {
  if (a?.kind === 'closed' && b?.kind === 'closed') return sameSet(a.values, b.values);
  return a?.kind === b?.kind;
}

/** Neither list has an item twice. */
function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}
