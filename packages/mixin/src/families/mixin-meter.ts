import type { DefinedMeter } from './defined-meter.js';

/** A class of meters, with the namespace that the service gives it if there is one. */
export type MixinMeter =
  | DefinedMeter
  | { readonly meter: DefinedMeter; readonly namespace?: string | undefined };

/** The class and its namespace, however they are written. */
export function inNamespace(meter: MixinMeter): {
  readonly meter: DefinedMeter;
  readonly namespace: string | undefined;
} {
  return 'meter' in meter ? { namespace: undefined, ...meter } : { meter, namespace: undefined };
}

/** Whether it is a class of `defineMeter`, or one that extends it, with or without a namespace. */
export function isMixinMeter(value: unknown): value is MixinMeter {
  if (typeof value === 'object' && value !== null && 'meter' in value)
    return isMixinMeter(value.meter);
  return typeof value === 'function' && 'definition' in value && isDefinition(value.definition);
}

function isDefinition(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'name' in value && 'instruments' in value;
}

/** What is wrong with the meters of a mixin, which plain JavaScript may have said. */
export function meterProblems(meters: unknown): readonly string[] {
  if (!Array.isArray(meters))
    return [`meters: expected a list of classes of meters, got ${nameOf(meters)}`];
  return meters.flatMap((meter, i) =>
    isMixinMeter(meter) ? [] : [`meters[${i}]: expected a class of meters, got ${nameOf(meter)}`],
  );
}

function nameOf(value: unknown): string {
  if (typeof value === 'function')
    return `${isMixinMeter(value) ? 'the class' : 'the function'} ${value.name}`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'nothing';
  const { constructor: made } = value;
  return isMixinMeter(made) ? `an instance of ${made.name}; give the class` : JSON.stringify(value);
}
