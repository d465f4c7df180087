import { PageSyntaxError } from '../../src/parse/page-syntax-error.js';
import type { ParsedFamily } from '../../src/parse/parsed-family.js';

/** What a parser says of a page: `accepted`, or the rule that it breaks and where: `value 3:9`. */
export function verdict(
  parse: (page: string | Uint8Array) => readonly ParsedFamily[],
  page: string | Uint8Array,
): string {
  try {
    parse(page);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof PageSyntaxError)) throw error;
    return `${error.rule} ${error.line}:${error.column}`;
  }
}
