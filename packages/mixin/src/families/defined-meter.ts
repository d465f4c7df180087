import type { MeterDefinition } from '@meterkit/instruments';

/** A class of meters, of which only the definition is asked: that of `defineMeter`, or one that extends it. */
export interface DefinedMeter {
  readonly name: string;
  readonly definition: MeterDefinition;
}
