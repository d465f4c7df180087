import type { InstrumentOf } from './instrument.js';
import type { InstrumentDefinition } from './instrument-definition.js';
import { MeterDefinitionError } from './meter-definition-error.js';
import { showValue } from './show-value.js';
import type { Store } from './store.js';

export type InstrumentDefinitions = Readonly<Record<string, InstrumentDefinition>>;

/** A meter as data. */
export interface MeterDefinition<I extends InstrumentDefinitions = InstrumentDefinitions> {
  /** Name of the instrumentation scope. */
  readonly name: string;
  readonly version?: string | undefined;
  /** By the property that the meter has them under. */
  readonly instruments: I;
}

export type InstrumentsOf<I extends InstrumentDefinitions> = {
  readonly [K in keyof I]: InstrumentOf<I[K]>;
};

const NAMESPACE = /^[A-Za-z][A-Za-z0-9_.]*$/;

/** The instruments of a meter in a store, registered at their first sight. */
export function meterInstruments<I extends InstrumentDefinitions>(
  meter: MeterDefinition<I>,
  store: Store,
  namespace?: string,
): InstrumentsOf<I> {
  if (namespace !== undefined && (typeof namespace !== 'string' || !NAMESPACE.test(namespace)))
    throw new MeterDefinitionError([
      `namespace: expected letters, digits, "_" and "." that begin with a letter, got ${showValue(namespace)}`,
    ]);
  const instruments = Object.entries(meter.instruments).map(([property, definition]) => [
    property,
    store.instrument(named(definition, namespace), meter),
  ]);
  return Object.fromEntries(instruments) as InstrumentsOf<I>; // the store makes what the definition says
}

function named(
  definition: InstrumentDefinition,
  namespace: string | undefined,
): InstrumentDefinition {
  if (namespace === undefined) return definition;
  const within = <T extends { readonly name: string; readonly exactName?: boolean }>(named: T) => ({
    ...named,
    name: namespace + (named.exactName ? '_' : '.') + named.name,
  });
  const { renamedFrom } = definition;
  return { ...within(definition), renamedFrom: renamedFrom && within(renamedFrom) };
}
