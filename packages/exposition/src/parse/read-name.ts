import { readQuoted } from './read-quoted.js';
import type { Scanner } from './scanner.js';

const QUOTE = 34;
const COLON = 58;

/**
 * Reads the name of a metric as it stands before a label set or in metadata. A name in quotes, of any characters but
 * none, is UTF-8 syntax of Prometheus 3 and always accepted: nothing else can begin with a quote there.
 */
export function readMetricName(scanner: Scanner): string {
  return scanner.peek() === QUOTE
    ? readQuotedName(scanner, 'metric-name')
    : readBareName(scanner, 'metric-name');
}

/** Reads the name of a label, which may be quoted like that of a metric. */
export function readLabelName(scanner: Scanner): string {
  return scanner.peek() === QUOTE
    ? readQuotedName(scanner, 'label-name')
    : readBareName(scanner, 'label-name');
}

/** Reads a name in quotes. */
export function readQuotedName(scanner: Scanner, rule: 'metric-name' | 'label-name'): string {
  const start = scanner.position;
  if (scanner.peek() !== QUOTE) scanner.fail(rule);
  const name = readQuoted(scanner);
  if (name === '') scanner.fail(rule, start, scanner.position);
  return name;
}

function readBareName(scanner: Scanner, rule: 'metric-name' | 'label-name'): string {
  const { text, position: start } = scanner;
  const colons = rule === 'metric-name';
  let at = start;
  while (isNameCharacter(text.charCodeAt(at), at === start, colons)) at++;
  if (at === start) scanner.fail(rule);
  scanner.position = at;
  return text.slice(start, at);
}

function isNameCharacter(code: number, first: boolean, colons: boolean): boolean {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95) return true;
  if (code >= 48 && code <= 57) return !first;
  return code === COLON && colons;
}
