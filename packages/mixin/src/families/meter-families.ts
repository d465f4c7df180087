import { familyName, labelName, typeSuffix } from '@meterkit/exposition';
import { createStore, defineMeter, type InstrumentDefinition } from '@meterkit/instruments';
import type { Family, FamilyOrigin } from './family.js';
import { inNamespace, type MixinMeter } from './mixin-meter.js';

/** The table of a family in a store. */
type Table = ReturnType<ReturnType<typeof createStore>['families']>[number];

/** The families of a meter, by the property that each has in it. No constructor of a subclass is run. */
export function meterFamilies(
  meter: MixinMeter,
  origin: FamilyOrigin = 'meter',
): ReadonlyMap<string, Family> {
  const { meter: meterClass, namespace } = inNamespace(meter);
  const { definition, name } = meterClass;
  return new Map(
    Object.entries(definition.instruments).map(([property, instrument]) => {
      const declared = { meter: name || definition.name, property };
      return [property, familyOf(tableOf(instrument, namespace), origin, declared)];
    }),
  );
}

/** What a store has to say of itself. */
export function storeFamilies(): readonly Family[] {
  return createStore()
    .families()
    .map((table) => familyOf(table, 'meterkit', undefined));
}

/** The store decides what an instrument is on a page; this asks one that nothing else is recorded in. */
function tableOf(instrument: InstrumentDefinition, namespace: string | undefined): Table {
  const store = createStore();
  const onlyNew = { ...instrument, renamedFrom: undefined }; // what is written now asks for the new name
  const Meter = defineMeter({ name: 'mixin', instruments: { onlyNew } });
  new Meter(namespace === undefined ? { store } : { store, namespace });
  return store.families().at(-1) as Table; // behind those that a store has of itself
}

function familyOf(table: Table, origin: FamilyOrigin, declared: Family['declared']): Family {
  const { name: declaredName, type, unit: ucum, exactName, bounds } = table;
  const { name, unit } = familyName(
    { name: declaredName, type, unit: ucum, exactName },
    'underscores',
  );
  const labels = Object.entries(table.spec.labels).map(
    ([label, spec]) =>
      [
        labelName(label, type, { translation: 'underscores', escaping: 'underscores', exactName }),
        { values: spec.kind === 'closed' ? spec.values : undefined },
      ] as const,
  );
  return {
    name,
    type,
    unit,
    help: table.description,
    labels: new Map(labels),
    hasOtherLabels: false,
    bounds,
    samples: sampleNames(name, type),
    origin,
    declared,
  };
}

function sampleNames(name: string, type: Table['type']): readonly string[] {
  if (type === 'histogram') return [`${name}_bucket`, `${name}_sum`, `${name}_count`];
  return [name + typeSuffix(type)];
}
