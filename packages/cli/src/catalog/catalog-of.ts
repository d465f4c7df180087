import { familyName } from '@meterkit/exposition';
import type { InstrumentDefinition } from '@meterkit/instruments';
import { type Family, inNamespace, type MixinMeter, meterFamilies } from '@meterkit/mixin';
import type { CatalogFamily, CatalogFile, CatalogLabel } from './catalog-file.js';

/** All families of these meters. */
export function catalogOf(meters: readonly MixinMeter[]): CatalogFile {
  const families = meters.flatMap((meter) => {
    const { namespace, meter: meterClass } = inNamespace(meter);
    const { instruments } = meterClass.definition;
    return Array.from(
      meterFamilies(meter),
      ([property, family]) =>
        rowOf(family, instruments[property] as InstrumentDefinition, namespace), // they have the same properties
    );
  });
  return { version: 1, families };
}

function rowOf(
  family: Family,
  definition: InstrumentDefinition,
  namespace: string | undefined,
): CatalogFamily {
  const { name, type, unit, help, bounds, declared } = family;
  const { renamedFrom } = definition;
  const specs = Object.values(definition.labels);
  const labels = [...family.labels.keys()].map((label, i): [string, CatalogLabel] => {
    const spec = specs[i];
    return [label, spec?.kind === 'closed' ? { values: spec.values } : { limit: spec?.limit ?? 0 }];
  });
  return {
    name,
    type,
    unit,
    help,
    labels: Object.fromEntries(labels),
    ...(bounds === undefined ? {} : { bounds }),
    ...(renamedFrom === undefined
      ? {}
      : {
          renamedFrom: {
            name: oldName(renamedFrom, family, definition, namespace),
            until: renamedFrom.until,
          },
        }),
    meter: declared?.meter ?? '',
    property: declared?.property ?? '',
    instrument: within(namespace, definition),
  };
}

function oldName(
  { name, exactName = false }: { readonly name: string; readonly exactName?: boolean },
  { type }: Family,
  { unit }: InstrumentDefinition,
  namespace: string | undefined,
): string {
  const named = { name: within(namespace, { name, exactName }), type, unit: unit ?? '', exactName };
  return familyName(named, 'underscores').name;
}

/** As a meter names its instruments in a namespace. */
function within(
  namespace: string | undefined,
  { name, exactName }: { readonly name: string; readonly exactName: boolean },
): string {
  return namespace === undefined ? name : namespace + (exactName ? '_' : '.') + name;
}
