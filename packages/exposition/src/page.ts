import type { FamilyColumns, FamilyType, LabelColumn } from './page-model.js';

/** Why something is not on the page as it was declared. */
export type PageProblemKind =
  /** Nothing of the name can be written; the stream is left out. */
  | 'unusable_name'
  /** A family of this name has another type (`bounds_conflict`: other buckets); the later stream is left out. */
  | 'type_conflict'
  | 'bounds_conflict'
  /** A sample would have the name of another family or of its samples; the later stream is left out. */
  | 'name_clash'
  /** A page describes one target; the later is left out. */
  | 'target_repeated'
  /** The first text is written. */
  | 'help_conflict'
  | 'unit_conflict'
  /** Labels got the same name; their values were joined with `;`. */
  | 'labels_joined'
  /** Series got the same labels; they were summed, or the last kept. */
  | 'series_merged'
  /** A counter or a histogram is negative or NaN; the value is left out. */
  | 'unusable_value';

/** One thing that the page does not show as it was declared, for the log. */
export interface PageProblem {
  /** The name on the page; that of the declaration when there is none. */
  readonly family: string;
  readonly problem: PageProblemKind;
  readonly detail: string;
}

/** A label under the name that it has on the page. */
export interface PageLabel {
  readonly name: string;
  readonly column: LabelColumn;
}

/** A label of all series of a family: its scope, or an option of the page. */
export interface ConstantLabel {
  readonly name: string;
  readonly value: string;
}

/** What is written as one metric family. All names are final, but for the suffixes of samples and for quotes. */
export interface PageFamily {
  readonly name: string;
  readonly type: FamilyType;
  /** A word that the name ends in, or `''`. */
  readonly unit: string;
  readonly help: string;
  /** As many as `columns.labels`, in their order. */
  readonly labels: readonly PageLabel[];
  readonly constants: readonly ConstantLabel[];
  readonly columns: FamilyColumns;
}

/** Families in the order of the page: their names are unique, and so are those of all their samples. */
export interface Page {
  readonly families: readonly PageFamily[];
  readonly problems: readonly PageProblem[];
}
