import {
  type AllowedFinding,
  lintPage,
  type PageFormat,
  PageSyntaxError,
  type ParsedFamily,
} from '@meterkit/exposition';
import { parsePage } from '../target/page-formats.js';
import type { CheckFinding } from './check-report.js';

export interface CheckedPage {
  /** Undefined when the page is refused. */
  readonly families: readonly ParsedFamily[] | undefined;
  readonly findings: readonly CheckFinding[];
}

/** Reads a page strictly: it has families, or the place where it breaks a rule. */
export function readStrictly(page: Uint8Array, grammar: PageFormat): CheckedPage {
  try {
    return { families: parsePage(page, grammar), findings: [] };
  } catch (error) {
    if (!(error instanceof PageSyntaxError)) throw error;
    const { rule, line, column, message } = error;
    return { families: undefined, findings: [{ kind: 'syntax', rule, line, column, message }] };
  }
}

/** What the families do against the conventions. */
export function lint(
  families: readonly ParsedFamily[],
  allow: readonly AllowedFinding[],
): readonly CheckFinding[] {
  return lintPage(families, { allow }).map((finding) => ({ kind: 'lint', ...finding }));
}
