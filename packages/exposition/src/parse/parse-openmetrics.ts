import { FamilyReader } from './family-reader.js';
import { pageText } from './page-text.js';
import type { ParsedFamily } from './parsed-family.js';
import { readMetadata } from './read-metadata.js';
import { readSample } from './read-sample.js';
import { Scanner } from './scanner.js';

const LINE_FEED = 10;
const HASH = 35;
const KEYWORDS = ['TYPE', 'HELP', 'UNIT'] as const;
const END_OF_PAGE = '# EOF';

/**
 * Parses a page of OpenMetrics 1.0 and checks all that its text and metric types demand. Quoted UTF-8 names
 * (`{"a.b",l="v"} 1`) are accepted: they mean nothing else in any version. A page that breaks a rule has no families at
 * all: it is refused with a `PageSyntaxError` for the first line found to be wrong.
 */
export function parseOpenMetrics(page: string | Uint8Array): readonly ParsedFamily[] {
  const scanner = new Scanner(pageText(page, 'openmetrics'), 'openmetrics');
  const families = new FamilyReader(scanner);
  while (!scanner.looksAt(END_OF_PAGE)) {
    const start = scanner.position;
    const code = scanner.peek();
    if (scanner.atEnd()) scanner.fail('eof-missing');
    if (code === LINE_FEED) scanner.fail('blank-line');
    if (code === HASH) readDescriptor(scanner, families);
    else families.add(readSample(scanner), start);
  }
  readEndOfPage(scanner);
  return families.finish();
}

function readDescriptor(scanner: Scanner, families: FamilyReader): void {
  const start = scanner.position;
  const keyword = KEYWORDS.find((word) => scanner.looksAt(`# ${word} `));
  if (keyword === undefined) scanner.fail('comment');
  scanner.position += `# ${keyword} `.length;
  families.describe(readMetadata(scanner, keyword, start));
}

/** The line feed after EOF may be missing. */
function readEndOfPage(scanner: Scanner): void {
  const start = scanner.position;
  scanner.position += END_OF_PAGE.length;
  if (scanner.peek() === LINE_FEED) scanner.position++;
  else if (!scanner.atEnd()) scanner.fail('comment', start);
  if (!scanner.atEnd()) scanner.fail('eof-trailing');
}
