import type { DefinedMeter } from '../families/defined-meter.js';

/** A value, some values, or a pattern that the whole value has to match. */
export type LabelCondition = string | readonly string[] | RegExp;

/** An instrument, and which of its series. A histogram stands for the number of its observations. */
export type SloSeries<M extends DefinedMeter = DefinedMeter> = readonly [
  meter: M,
  property: keyof M['definition']['instruments'] & string,
  labels?: Readonly<Record<string, LabelCondition>>,
];

/** What of a service is good, and how much of it has to be. */
export interface Slo<
  E extends DefinedMeter = DefinedMeter,
  T extends DefinedMeter = DefinedMeter,
  H extends DefinedMeter = DefinedMeter,
> {
  /** In lower case with hyphens: `checkout-latency`. */
  readonly name: string;
  /** For people: what is promised. Default: the name. */
  readonly description?: string;
  /** The share that has to be good: `0.999`. */
  readonly objective: number;
  /** In days, from `7d` to `90d`. Default `30d`. */
  readonly window?: string;
  /** The share of `errors` in `total`, both counters or histograms. */
  readonly ratio?: { readonly errors: SloSeries<E>; readonly total: SloSeries<T> };
  /** The share of observations up to `threshold`, which is a bound of the histogram, in its unit. */
  readonly latency?: { readonly histogram: SloSeries<H>; readonly threshold: number };
  /** The share of scrapes that found the target up. */
  readonly availability?: true;
}

/** Declares an objective; the compiler knows the meters' instruments. What is wrong with it, `mixin` says. */
export function slo<
  E extends DefinedMeter = DefinedMeter,
  T extends DefinedMeter = DefinedMeter,
  H extends DefinedMeter = DefinedMeter,
>(declaration: Slo<E, T, H>): Slo {
  return declaration as unknown as Slo; // the property is one of this meter, no longer of any
}
