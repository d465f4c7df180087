import type { FamilyColumns, FamilyType } from '@meterkit/exposition';
import { LabelSets } from '../opentelemetry/label-sets.js';
import type { PromReading, PromValue } from './prom-client-registry.js';
import { readingCells } from './reading-cells.js';

export interface ReadingOptions {
  /** On each series that has no label of the name. */
  readonly defaultLabels: Readonly<Record<string, unknown>>;
  /** The registry writes OpenMetrics, in which all counters end in `_total`. */
  readonly openMetrics: boolean;
  /** Bounds or quantiles that are known before there is a series. */
  readonly declared?: readonly number[] | undefined;
}

/** The label that tells the samples of a series apart. */
const thresholdLabels: ReadonlyMap<string, 'le' | 'quantile'> = new Map([
  ['histogram', 'le'],
  ['summary', 'quantile'],
]);

/** Turns what a metric of a registry gives into columns, at each collection anew. */
export class ReadingColumns {
  readonly #labelSets = new LabelSets();

  /** The family as the registry's own page has it. Throws at a type that a page has not, and at what is no reading. */
  columns(reading: PromReading, options: ReadingOptions): FamilyColumns {
    const { name, help, values = [] } = reading;
    const type = familyType(reading, options.openMetrics);
    const label = thresholdLabels.get(type);
    const rows = this.#labelSets.rows(
      values.map(({ labels }) => texts({ ...labels, ...options.defaultLabels, ...labels }, label)),
    );
    const bounds = label && boundsOf(values, label, options.declared);
    return {
      name,
      type,
      unit: '',
      description: String(help),
      exactName: true,
      scope: { name: '' }, // or its labels would be on each series
      labels: rows.labels,
      bounds,
      rowCount: rows.rowCount,
      chunkShift: 30,
      startMs: Number.NaN, // nobody knows
      ...readingCells({ name, type, values, rows, label, bounds }),
    };
  }
}

function familyType({ name, type }: PromReading, openMetrics: boolean): FamilyType {
  switch (type) {
    case 'counter':
      return openMetrics || /._total$/.test(name) ? 'counter' : 'plainCounter';
    case 'gauge':
    case 'histogram':
    case 'summary':
      return type;
    default:
      throw new TypeError(`a page has no metric of the type ${type}`);
  }
}

function texts(
  labels: Readonly<Record<string, unknown>>,
  except: string | undefined,
): Readonly<Record<string, string>> {
  const entries = Object.entries(labels).filter(([name]) => name !== except);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function boundsOf(
  values: readonly PromValue[],
  label: string,
  declared: readonly number[] = [],
): readonly number[] {
  const found = values.flatMap(({ labels }) => labels?.[label] ?? []).map(Number);
  return [...new Set([...declared, ...found])].filter(Number.isFinite).sort((a, b) => a - b);
}
