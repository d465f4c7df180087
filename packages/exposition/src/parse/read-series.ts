import { readLabelName, readMetricName, readQuotedName } from './read-name.js';
import { readQuoted } from './read-quoted.js';
import type { Scanner } from './scanner.js';

const QUOTE = 34;
const COMMA = 44;
const EQUALS = 61;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;

const NO_LABELS: ReadonlyMap<string, string> = new Map();

/** A metric name and its label set: `name{label="value"}`, or `{"name",label="value"}` for a UTF-8 name. */
export interface Series {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
}

/** Reads the series of a sample (OpenMetrics 1.0, ABNF `metricname [labels]`). */
export function readSeries(scanner: Scanner): Series {
  if (scanner.peek() === OPENING_BRACE) return readBracedSeries(scanner);
  const name = readMetricName(scanner);
  scanner.skipBlanks();
  return { name, labels: scanner.peek() === OPENING_BRACE ? readLabelSet(scanner) : NO_LABELS };
}

/** Reads a label set, the scanner being at its opening brace. */
export function readLabelSet(scanner: Scanner): ReadonlyMap<string, string> {
  scanner.position++;
  scanner.skipBlanks();
  return skip(scanner, CLOSING_BRACE) ? NO_LABELS : readLabels(scanner);
}

function readBracedSeries(scanner: Scanner): Series {
  scanner.position++;
  scanner.skipBlanks();
  const name = readQuotedName(scanner, 'metric-name');
  scanner.skipBlanks();
  if (skip(scanner, CLOSING_BRACE)) return { name, labels: NO_LABELS };
  return { name, labels: endsAfterComma(scanner) ? NO_LABELS : readLabels(scanner) };
}

/** Reads one label or more, and the closing brace. */
function readLabels(scanner: Scanner): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (;;) {
    const start = scanner.position;
    const name = readLabelName(scanner);
    if (labels.has(name)) scanner.fail('label-repeated', start, scanner.position);
    labels.set(name, readLabelValue(scanner, start));
    scanner.skipBlanks();
    if (skip(scanner, CLOSING_BRACE) || endsAfterComma(scanner)) return labels;
  }
}

function readLabelValue(scanner: Scanner, labelStart: number): string {
  scanner.skipBlanks();
  if (!skip(scanner, EQUALS)) scanner.fail('label-value', labelStart);
  scanner.skipBlanks();
  if (scanner.peek() !== QUOTE) scanner.fail('label-value', labelStart);
  return readQuoted(scanner);
}

/** Skips the comma that must stand here. True if the set ends with it, as it may in text 0.0.4. */
function endsAfterComma(scanner: Scanner): boolean {
  if (!skip(scanner, COMMA)) scanner.fail('label-separator');
  scanner.skipBlanks();
  return scanner.format === 'text' && skip(scanner, CLOSING_BRACE);
}

function skip(scanner: Scanner, code: number): boolean {
  if (scanner.peek() !== code) return false;
  scanner.position++;
  return true;
}
