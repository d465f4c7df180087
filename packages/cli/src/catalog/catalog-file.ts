import type { Family } from '@meterkit/mixin';

/** What `meterkit catalog --format json` writes and `meterkit diff` reads. */
export interface CatalogFile {
  /** Of this shape. A change that readers of the shape would not survive makes it 2. */
  readonly version: 1;
  readonly families: readonly CatalogFamily[];
}

/** A family of a meter, by its names on the page. */
export interface CatalogFamily {
  /** Without the suffixes of samples: `orders_placed`. */
  readonly name: string;
  readonly type: Family['type'];
  /** In a word: `seconds`; `''` for none. */
  readonly unit: string;
  readonly help: string;
  /** By name: the values of a closed label, or how many an open one takes at a time. */
  readonly labels: Readonly<Record<string, CatalogLabel>>;
  /** Finite upper bounds of a histogram's buckets, in the unit. */
  readonly bounds?: readonly number[];
  /** The name that the page shows beside it, and the first day on which it does not. */
  readonly renamedFrom?: { readonly name: string; readonly until: string };
  readonly meter: string;
  readonly property: string;
  /** The OpenTelemetry name. */
  readonly instrument: string;
}

export type CatalogLabel = { readonly values: readonly string[] } | { readonly limit: number };
