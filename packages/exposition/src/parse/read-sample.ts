import type { ParsedExemplar, ParsedSample } from './parsed-family.js';
import { readTimestampSeconds, readValue } from './read-number.js';
import { readLabelSet, readSeries } from './read-series.js';
import type { Scanner } from './scanner.js';

const LINE_FEED = 10;
const EXEMPLAR_CODE_POINTS = 128;

/** Reads a line that is a sample, with its line feed (OpenMetrics 1.0, ABNF `sample`). */
export function readSample(scanner: Scanner): ParsedSample {
  const { name, labels } = readSeries(scanner);
  skipSpaceBeforeValue(scanner);
  const value = readValue(scanner);
  const exemplars = scanner.format === 'openmetrics';
  const timestampSeconds =
    exemplars && scanner.looksAt(' #') ? undefined : readTimestampIfAny(scanner);
  const exemplar = exemplars && scanner.looksAt(' #') ? readExemplar(scanner) : undefined;
  scanner.skipLineEnd();
  return { name, labels, value, timestampSeconds, exemplar };
}

/** Text 0.0.4 needs no blank after a brace, and has skipped those after a name that could have had one. */
function skipSpaceBeforeValue(scanner: Scanner): void {
  scanner.skipBlanks();
  const before = scanner.text.charAt(scanner.position - 1);
  if (scanner.format === 'text' && '} \t'.includes(before)) return;
  scanner.skipSpace(scanner.peek() === LINE_FEED ? 'value' : 'space');
}

function readTimestampIfAny(scanner: Scanner): number | undefined {
  scanner.skipBlanks();
  if (scanner.peek() === LINE_FEED || scanner.atEnd()) return undefined;
  if (scanner.format === 'openmetrics') scanner.skipSpace('line-end');
  return readTimestampSeconds(scanner);
}

function readExemplar(scanner: Scanner): ParsedExemplar {
  if (!scanner.looksAt(' # {')) scanner.fail('exemplar');
  scanner.position += ' # '.length;
  const start = scanner.position;
  const labels = readLabelSet(scanner);
  if (codePoints(labels) > EXEMPLAR_CODE_POINTS) {
    scanner.fail('exemplar-length', start, scanner.position);
  }
  scanner.skipSpace('exemplar');
  const value = readValue(scanner);
  return { labels, value, timestampSeconds: readTimestampIfAny(scanner) };
}

function codePoints(labels: ReadonlyMap<string, string>): number {
  let count = 0;
  for (const [name, value] of labels) count += [...name].length + [...value].length;
  return count;
}
