import { FamilyReader } from './family-reader.js';
import { pageText } from './page-text.js';
import type { ParsedFamily } from './parsed-family.js';
import { readMetadata } from './read-metadata.js';
import { readSample } from './read-sample.js';
import { Scanner } from './scanner.js';

const LINE_FEED = 10;
const HASH = 35;

/**
 * Parses a page of the Prometheus text format 0.0.4. Quoted UTF-8 names are accepted, which makes it 1.0.0 too. A page
 * that breaks a rule is refused with a `PageSyntaxError`, also where Prometheus would let it pass: an escape that is
 * none, a family in two groups, a series twice, a histogram without its +Inf bucket.
 */
export function parsePrometheusText(page: string | Uint8Array): readonly ParsedFamily[] {
  const scanner = new Scanner(pageText(page, 'text'), 'text');
  const families = new FamilyReader(scanner);
  for (scanner.skipBlanks(); !scanner.atEnd(); scanner.skipBlanks()) {
    const start = scanner.position;
    const code = scanner.peek();
    if (code === LINE_FEED) scanner.position++;
    else if (code === HASH) readComment(scanner, families);
    else families.add(readSample(scanner), start);
  }
  return families.finish();
}

/** A comment is metadata if its first word is TYPE or HELP, and else nothing. */
function readComment(scanner: Scanner, families: FamilyReader): void {
  const start = scanner.position;
  scanner.position++;
  scanner.skipBlanks();
  const keyword = scanner.text.slice(scanner.position, scanner.tokenEnd());
  if (keyword === 'TYPE' || keyword === 'HELP') {
    scanner.position += keyword.length;
    scanner.skipBlanks();
    families.describe(readMetadata(scanner, keyword, start));
    return;
  }
  scanner.position = scanner.lineEnd();
  scanner.skipLineEnd();
}
