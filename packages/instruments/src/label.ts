import { showValue } from './show-value.js';

/** A label whose values are known: a union type for the compiler, a dense table for the store. */
export interface ClosedLabel<V extends string = string> {
  readonly kind: 'closed';
  readonly values: readonly V[];
}

/** A label whose values are found at run time, bounded in number. */
export interface OpenLabel {
  readonly kind: 'open';
  /** How many different values are kept at a time; further ones are recorded as {@link OTHER}. */
  readonly limit: number;
  /** What it was made of, as text, where that means nothing: `defineMeter` tells it. */
  readonly mistake?: string;
}

/** What a definition says of its labels, by label name. */
export type LabelSpecs = Readonly<Record<string, ClosedLabel | OpenLabel>>;

/** The labels object that a measurement of these specs takes. */
export type LabelsOf<S extends LabelSpecs> = {
  readonly [K in keyof S]: S[K] extends ClosedLabel<infer V> ? V : string;
};

/** The trailing parameter of recording methods: none when the instrument has no labels. */
export type LabelArguments<S extends LabelSpecs> = keyof S extends never
  ? []
  : [labels: LabelsOf<S>];

/** A labels object as the store sees it: plain JavaScript callers may pass anything. */
export type LabelValues = Readonly<Record<string, unknown>>;

/** Stands for a value that a label does not admit: outside its closed set, past its limit, or too long. */
export const OTHER = '_OTHER';

/** The label of the one series that takes the measurements past an instrument's limit (OpenTelemetry metrics SDK, Cardinality limits). */
export const OVERFLOW_LABEL = 'otel_metric_overflow';

/** Longest label value kept, in UTF-16 units; a longer one is recorded as {@link OTHER}. */
export const MAX_VALUE_LENGTH = 512;

/** A closed set of values. All of its combinations are on the page at zero from the start, while they are few. */
export function oneOf<const V extends readonly [string, ...string[]]>(
  ...values: V
): ClosedLabel<V[number]> {
  return { kind: 'closed', values };
}

/** Any text, at most `limit` different values at a time (200 unless said). */
export function text(options: { readonly limit?: number } = {}): OpenLabel {
  const { limit = 200, ...others } = Object(options) as typeof options; // plain JavaScript may give anything
  const isMistaken =
    typeof options !== 'object' || options === null || Object.keys(others).length > 0;
  return { kind: 'open', limit, ...(isMistaken ? { mistake: shownOptions(options) } : {}) };
}

function shownOptions(options: unknown): string {
  if (typeof options !== 'object' || options === null) return showValue(options);
  return `{ ${Object.keys(options).join(', ')} }`;
}
