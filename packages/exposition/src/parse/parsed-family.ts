/** The types of OpenMetrics 1.0. What text 0.0.4 calls `untyped` is `unknown`. */
export type ParsedFamilyType =
  | 'counter'
  | 'gauge'
  | 'histogram'
  | 'gaugehistogram'
  | 'stateset'
  | 'info'
  | 'summary'
  | 'unknown';

/** An exemplar as it stands on the page. */
export interface ParsedExemplar {
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  /** Unix time in seconds. */
  readonly timestampSeconds: number | undefined;
}

/** One line of a page that is not metadata. */
export interface ParsedSample {
  /** With its suffix: `requests_total`. */
  readonly name: string;
  /** In the order of the page, values unescaped. A label with an empty value is kept. */
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  /** Unix time in seconds, also where the format writes milliseconds. */
  readonly timestampSeconds: number | undefined;
  readonly exemplar: ParsedExemplar | undefined;
}

/** The metadata and the samples of one metric family, both in the order of the page. */
export interface ParsedFamily {
  /** As in the metadata: a counter is `requests` in OpenMetrics and `requests_total` in text 0.0.4. */
  readonly name: string;
  readonly type: ParsedFamilyType;
  /** `''` when the page gives none, as always in text 0.0.4. */
  readonly unit: string;
  /** Unescaped; `''` when the page gives none. */
  readonly help: string;
  readonly samples: readonly ParsedSample[];
}
