import { meterFamilies } from '../families/meter-families.js';
import { inNamespace, type MixinMeter } from '../families/mixin-meter.js';
import type { DashboardSpec } from './dashboard-spec.js';
import { type MeterInstrument, meterDashboard } from './meter-dashboard.js';

/** What any meters can be asked. Several may have a name in common, as those of storage do: they have a dashboard together. */
export function meterDashboards(meters: readonly MixinMeter[]): readonly DashboardSpec[] {
  const byName = new Map<string, MeterInstrument[]>();
  for (const meter of meters) {
    const { meter: meterClass, namespace } = inNamespace(meter);
    const { name, instruments } = meterClass.definition;
    const qualifiedName = qualified(name, namespace);
    const together = byName.get(qualifiedName) ?? [];
    byName.set(qualifiedName, together);
    for (const [property, family] of meterFamilies(meter)) {
      const kind = instruments[property]?.kind;
      if (kind !== undefined && together.every((one) => one.family.name !== family.name))
        together.push({ kind, family });
    }
  }
  return Array.from(byName, ([name, instruments]) => meterDashboard({ name, instruments }));
}

/** Not `processor.processor`. */
function qualified(name: string, namespace: string | undefined): string {
  const isSaid = namespace === undefined || `${name}.`.startsWith(`${namespace}.`);
  return isSaid ? name : `${namespace}.${name}`;
}
