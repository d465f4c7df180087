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
