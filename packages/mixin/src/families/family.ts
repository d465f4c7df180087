/** A metric family as PromQL sees it. */
export interface Family {
  /** As on the page, without the suffix of any sample: `orders_placed`, `orders_checkout_duration_seconds`. */
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram' | 'info';
  /** In a word: `seconds`; `''` for none. */
  readonly unit: string;
  readonly help: string;
  /** By name, in the order of their declaration. What Prometheus itself adds, `job` for one, is not among them. */
  readonly labels: ReadonlyMap<string, FamilyLabel>;
  /** It may have labels besides, which nobody can know: those of `target_info` are the resource's attributes. */
  readonly hasOtherLabels: boolean;
  /** Finite upper bounds of a histogram's buckets, in the unit. */
  readonly bounds: readonly number[] | undefined;
  /** The names that are queried: `orders_placed_total`, or those that end in `_bucket`, `_sum` and `_count`. */
  readonly samples: readonly string[];
  /** Who brings it: a meter of the service, what is collected by itself, the library, Prometheus, a recording rule. */
  readonly origin: FamilyOrigin;
  /** The instrument that it is declared by, where one is. */
  readonly declared: DeclaredBy | undefined;
}

export type FamilyOrigin = 'meter' | 'automatic' | 'meterkit' | 'prometheus' | 'recorded';

export interface FamilyLabel {
  /** All values of a closed label; undefined for an open one. `_OTHER` may come besides. */
  readonly values: readonly string[] | undefined;
}

export interface DeclaredBy {
  /** The name of the meter's class, or of its definition if the class has none. */
  readonly meter: string;
  readonly property: string;
}
