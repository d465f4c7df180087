import type { Scanner } from './scanner.js';

/** A part of the page that may hold escapes. */
export interface EscapedText {
  readonly start: number;
  readonly end: number;
  /** `\"` is an escape: in label values always, in HELP of OpenMetrics only. */
  readonly quotes: boolean;
}

/**
 * Undoes `\n`, `\\` and `\"`. A backslash before any other character stands for itself in OpenMetrics 1.0 (ABNF
 * `escaped-char`) and is refused in text 0.0.4, as it is at the end of the text.
 */
export function undoEscapes(scanner: Scanner, { start, end, quotes }: EscapedText): string {
  const text = scanner.text.slice(start, end);
  let result = '';
  let from = 0;
  for (;;) {
    const at = text.indexOf('\\', from);
    if (at === -1) return result + text.slice(from);
    const character = text.charAt(at + 1);
    result += text.slice(from, at);
    if (character === 'n') result += '\n';
    else if (character === '\\' || (character === '"' && quotes)) result += character;
    else if (character !== '' && scanner.format === 'openmetrics') result += `\\${character}`;
    else scanner.fail('escape', start + at, Math.min(start + at + 2, end));
    from = at + 2;
  }
}
