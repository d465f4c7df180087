import type { PageFormat } from '../negotiate/page-format.js';
import { type PageRule, pageRules } from './page-rules.js';

const QUOTED_LENGTH = 80;

/** Where a page breaks a rule: offsets into its text, `end` exclusive. */
export interface Offence {
  readonly rule: PageRule;
  readonly start: number;
  readonly end: number;
}

/** A page that a scraper may refuse whole, and the first place that shows it. */
export class PageSyntaxError extends Error {
  override readonly name = 'PageSyntaxError';
  readonly code = 'METERKIT_PAGE_SYNTAX';
  readonly rule: PageRule;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;

  constructor(format: PageFormat, text: string, offence: Offence) {
    const { rule, start, end } = offence;
    const before = text.slice(0, start);
    const line = before.split('\n').length;
    const column = start - before.lastIndexOf('\n');
    const page = format === 'openmetrics' ? 'OpenMetrics page' : 'Prometheus text page';
    const found = quote(text.slice(start, end), end === text.length);
    super(`${page}, line ${line}, column ${column}: expected ${pageRules[rule]}, got ${found}`);
    this.rule = rule;
    this.line = line;
    this.column = column;
  }
}

/** As in the page, on one line, with control characters escaped: a page may come from anywhere. */
function quote(found: string, atEnd: boolean): string {
  if (found === '') return atEnd ? 'the end of the page' : 'the end of the line';
  const shown = found.length > QUOTED_LENGTH ? `${found.slice(0, QUOTED_LENGTH)}...` : found;
  return JSON.stringify(shown).replace(/\\(.)/g, (sequence, character) =>
    character === '"' ? '"' : sequence,
  );
}
