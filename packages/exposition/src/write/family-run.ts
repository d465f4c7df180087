import type { PageFormat } from '../negotiate/page-format.js';
import type { PageFamily } from '../page.js';
import type { Exemplar, FamilyColumns } from '../page-model.js';
import { type FamilyText, familyText } from './family-text.js';

/** A family while its rows are written. */
export interface FamilyRun {
  readonly columns: FamilyColumns;
  readonly text: FamilyText;
  readonly openMetrics: boolean;
  /** As read at the family's beginning: what is created meanwhile is on the next page. */
  readonly rowCount: number;
  /** A histogram has `_sum`. */
  readonly summed: boolean;
  /** `_created` follows each row. */
  readonly created: boolean;
  /** Of a row and bucket, where format and type can have exemplars. */
  readonly exemplar: ((row: number, bucket: number) => Exemplar | undefined) | undefined;
  nextRow: number;
}

/** Decides what rows of a family are made of, before the first is written. */
export function beginFamily(
  family: PageFamily,
  options: { readonly format: PageFormat; readonly created?: boolean | undefined },
): FamilyRun {
  const { columns, type } = family;
  const openMetrics = options.format === 'openmetrics';
  const accumulates = type === 'counter' || type === 'histogram';
  // Observations below zero make the sum fall: it is no counter (OpenMetrics 1.0, Histogram).
  const negative = columns.withoutSum === true || (columns.bounds?.[0] ?? 0) < 0;
  const annotated = openMetrics && accumulates;
  return {
    columns,
    text: familyText(family, options.format),
    openMetrics,
    rowCount: columns.rowCount,
    summed: !negative,
    created: annotated && options.created === true && !Number.isNaN(columns.startMs),
    exemplar: annotated ? columns.exemplar?.bind(columns) : undefined,
    nextRow: 0,
  };
}

/** Makes the fragments of labels follow their columns, before rows are written without interruption. */
export function refreshLabels(run: FamilyRun): void {
  for (const fragments of run.text.labels) fragments.refresh();
}
