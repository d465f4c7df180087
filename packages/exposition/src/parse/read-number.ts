import type { Scanner } from './scanner.js';

const EXACT_DIGITS = 15;

/** Reads the value of a sample or exemplar (OpenMetrics 1.0, ABNF `number`; Go's `ParseFloat` without hexadecimals). */
export function readValue(scanner: Scanner): number {
  const integer = readInteger(scanner);
  if (integer !== -1) return integer;
  const end = scanner.tokenEnd();
  const token = scanner.text.slice(scanner.position, end);
  const value = parseReal(token) ?? parseSpecial(token);
  if (value === undefined) scanner.fail('value', scanner.position, end);
  scanner.position = end;
  return value;
}

/** Reads a timestamp: seconds in OpenMetrics, an integer of milliseconds in text 0.0.4. The answer is seconds. */
export function readTimestampSeconds(scanner: Scanner): number {
  const end = scanner.tokenEnd();
  const token = scanner.text.slice(scanner.position, end);
  const isText = scanner.format === 'text';
  const value = isText && !/^[+-]?\d+$/.test(token) ? undefined : parseReal(token);
  if (value === undefined || !Number.isFinite(value)) {
    scanner.fail(isText ? 'timestamp-milliseconds' : 'timestamp', scanner.position, end);
  }
  scanner.position = end;
  return isText ? value / 1000 : value;
}

/** The number that a decimal such as `1`, `-.5` or `1e+06` stands for; undefined for every other text. */
export function parseReal(token: string): number | undefined {
  if (token === '') return undefined;
  for (let at = 0; at < token.length; at++) {
    if (!isRealCharacter(token.charCodeAt(at))) return undefined;
  }
  const value = Number(token);
  return Number.isNaN(value) ? undefined : value;
}

/** Most values are short integers: they need no substring. -1 when this one is something else. */
function readInteger(scanner: Scanner): number {
  const { text, position } = scanner;
  let at = position;
  let value = 0;
  let code = text.charCodeAt(at);
  while (code >= 48 && code <= 57) {
    value = value * 10 + code - 48;
    code = text.charCodeAt(++at);
  }
  const ended = code === 32 || code === 10;
  if (!ended || at === position || at - position > EXACT_DIGITS) return -1;
  scanner.position = at;
  return value;
}

function isRealCharacter(code: number): boolean {
  if (code >= 48 && code <= 57) return true;
  return code === 46 || code === 101 || code === 69 || code === 43 || code === 45;
}

function parseSpecial(token: string): number | undefined {
  switch (token.toLowerCase()) {
    case 'nan':
      return Number.NaN;
    case 'inf':
    case '+inf':
    case 'infinity':
    case '+infinity':
      return Number.POSITIVE_INFINITY;
    case '-inf':
    case '-infinity':
      return Number.NEGATIVE_INFINITY;
    default:
      return undefined;
  }
}
