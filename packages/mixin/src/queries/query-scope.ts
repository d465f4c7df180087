import type { Family, FamilyLabel } from '../families/family.js';
import { MixinError } from '../mixin-error.js';

export interface QueryOptions {
  /** Labels that Prometheus or a relabelling adds to every series. Default: `job` and `instance`. */
  readonly targetLabels?: readonly string[] | undefined;
}

/** What a selector of one name can find. */
export interface Selected {
  readonly family: Family;
  readonly labels: ReadonlyMap<string, FamilyLabel>;
  /** Whether the series are buckets, told apart by `le`. */
  readonly isBucket: boolean;
}

const OPEN: FamilyLabel = { values: undefined };

/** The names that an expression may use. */
export class QueryScope {
  readonly #bySample = new Map<string, Family>();
  readonly #targetLabels: readonly string[];

  /** @throws MixinError for what are no families. */
  constructor(families: Iterable<Family>, { targetLabels }: QueryOptions = {}) {
    if (typeof families?.[Symbol.iterator] !== 'function')
      throw new MixinError([
        `families: expected those of a mixin, such as mixin([OrderMetrics]).families, got ${families}`,
      ]);
    this.#targetLabels = targetLabels ?? ['job', 'instance'];
    for (const family of families)
      for (const sample of family.samples) this.#bySample.set(sample, family);
  }

  get samples(): Iterable<string> {
    return this.#bySample.keys();
  }

  /** The one of this name, which no series has. */
  histogram(name: string): Family | undefined {
    const family = this.#bySample.get(`${name}_bucket`);
    return family?.name === name ? family : undefined;
  }

  select(sample: string): Selected | undefined {
    const family = this.#bySample.get(sample);
    if (family === undefined) return undefined;
    const isBucket = family.type === 'histogram' && sample.endsWith('_bucket');
    const ofTarget = family.origin === 'recorded' ? [] : this.#targetLabels; // a rule has summed them away
    const added = isBucket ? [...ofTarget, 'le'] : ofTarget;
    const labels = new Map<string, FamilyLabel>(added.map((label) => [label, OPEN]));
    for (const [label, spec] of family.labels) labels.set(label, spec);
    return { family, labels, isBucket };
  }
}
