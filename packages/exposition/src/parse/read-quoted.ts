import type { Scanner } from './scanner.js';
import { undoEscapes } from './undo-escapes.js';

const LINE_FEED = 10;
const QUOTE = 34;
const BACKSLASH = 92;

/** Reads a quoted string, the scanner being at its opening quote, and undoes its escapes. */
export function readQuoted(scanner: Scanner): string {
  const { text } = scanner;
  const opening = scanner.position;
  const start = opening + 1;
  let escaped = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      scanner.position = at + 1;
      return escaped
        ? undoEscapes(scanner, { start, end: at, quotes: true })
        : text.slice(start, at);
    }
    if (code === LINE_FEED) break;
    if (code === BACKSLASH) {
      escaped = true;
      // The line feed after a backslash ends the line all the same.
      if (text.charCodeAt(at + 1) !== LINE_FEED) at++;
    }
  }
  return scanner.fail('quote', opening);
}
