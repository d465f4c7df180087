import { readMetricName } from './read-name.js';
import type { Scanner } from './scanner.js';
import { undoEscapes } from './undo-escapes.js';

const LINE_FEED = 10;

/** What a metadata line says of a family. */
export interface Metadata {
  readonly keyword: 'TYPE' | 'UNIT' | 'HELP';
  readonly name: string;
  readonly text: string;
  /** Where the line and where its text begin. */
  readonly start: number;
  readonly textStart: number;
}

/**
 * Reads the rest of a TYPE, UNIT or HELP line, the scanner being at the name of the family, and its line feed
 * (OpenMetrics 1.0, ABNF `metric-descriptor`). `start` is where the line begins.
 */
export function readMetadata(
  scanner: Scanner,
  keyword: Metadata['keyword'],
  start: number,
): Metadata {
  const name = readMetricName(scanner);
  // Text 0.0.4 needs no docstring, and then no blank.
  if (scanner.format === 'openmetrics' || scanner.peek() !== LINE_FEED)
    scanner.skipSpace('metadata');
  const textStart = scanner.position;
  const text = keyword === 'HELP' ? readHelp(scanner) : readWord(scanner);
  scanner.skipLineEnd();
  return { keyword, name, text, start, textStart };
}

function readWord(scanner: Scanner): string {
  const start = scanner.position;
  scanner.position = scanner.tokenEnd();
  return scanner.text.slice(start, scanner.position);
}

function readHelp(scanner: Scanner): string {
  const isOpenMetrics = scanner.format === 'openmetrics';
  const start = scanner.position;
  const end = scanner.lineEnd();
  if (isOpenMetrics && scanner.text.charAt(end - 1) === '\r') scanner.fail('line-feed', end - 1);
  const help = undoEscapes(scanner, { start, end, quotes: isOpenMetrics });
  scanner.position = end;
  return help;
}
