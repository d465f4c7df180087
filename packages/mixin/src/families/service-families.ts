import { automaticFamilies } from './automatic-families.js';
import type { Family } from './family.js';
import { meterFamilies } from './meter-families.js';
import type { MixinMeter } from './mixin-meter.js';
import { ownFamilies } from './own-families.js';
import { targetFamilies } from './target-families.js';

/** All that can be queried of a service with these meters. Of two families of one name the first is kept. */
export function serviceFamilies(meters: readonly MixinMeter[]): readonly Family[] {
  const families = [
    ...meters.flatMap((meter) => [...meterFamilies(meter).values()]),
    ...automaticFamilies(),
    ...ownFamilies(),
    ...targetFamilies,
  ];
  const byName = new Map<string, Family>();
  for (const family of families) if (!byName.has(family.name)) byName.set(family.name, family);
  return [...byName.values()];
}
