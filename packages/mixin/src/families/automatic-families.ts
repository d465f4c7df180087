import { automaticMeters } from '@meterkit/auto-instrumentation/catalog';
import type { Family } from './family.js';
import { meterFamilies } from './meter-families.js';

/** What every service measures without code: HTTP, process and runtime. */
export function automaticFamilies(): readonly Family[] {
  return Object.values(automaticMeters)
    .flat()
    .flatMap((meter) => [...meterFamilies(meter, 'automatic').values()]);
}
