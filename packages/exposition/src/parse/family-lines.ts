import type { PageFormat } from '../negotiate/page-format.js';
import type { PageRule } from './page-rules.js';
import type { ParsedFamilyType, ParsedSample } from './parsed-family.js';

/** A sample and where its line begins in the text of the page. */
export interface SampleLine {
  readonly sample: ParsedSample;
  readonly start: number;
}

/** A family that has been read to its end, for the checks that no single line allows. */
export interface FamilyLines {
  readonly format: PageFormat;
  readonly name: string;
  readonly type: ParsedFamilyType;
  readonly lines: readonly SampleLine[];
  /** Refuses the page for one line of it. */
  readonly refuse: (rule: PageRule, line: SampleLine) => never;
}
