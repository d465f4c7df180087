import type { FamilyHistory } from './family-history.js';

const FAILURES = ['meterkit_callback_failures', 'meterkit_collect_failures'];

/** What the last page says is missing from it, as text; empty when it is complete. */
export function missingParts(families: ReadonlyMap<string, FamilyHistory>): string {
  return FAILURES.flatMap((name) => Array.from(families.get(name)?.series.values() ?? []))
    .filter(({ now }) => now > 0)
    .map(({ pairs }) => pairs.map(([, value]) => value).join(' '))
    .join(', ');
}
