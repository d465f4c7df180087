import type { PageFormat } from '../negotiate/page-format.js';
import type { PageRule } from './page-rules.js';
import { PageSyntaxError } from './page-syntax-error.js';

const LINE_FEED = 10;
const SPACE = 32;
const TAB = 9;

/**
 * A place in the text of a page. OpenMetrics has exactly one space between tokens and none elsewhere; text 0.0.4 has
 * any run of blanks and tabs.
 */
export class Scanner {
  readonly format: PageFormat;
  readonly text: string;
  position = 0;

  constructor(text: string, format: PageFormat) {
    this.text = text;
    this.format = format;
  }

  /** The UTF-16 code unit here; NaN at the end of the page. */
  peek(): number {
    return this.text.charCodeAt(this.position);
  }

  atEnd(): boolean {
    return this.position >= this.text.length;
  }

  looksAt(token: string): boolean {
    return this.text.startsWith(token, this.position);
  }

  /** Skips blanks where the format allows them between any two tokens; does nothing in OpenMetrics. */
  skipBlanks(): void {
    if (this.format === 'openmetrics') return;
    while (this.peek() === SPACE || this.peek() === TAB) this.position++;
  }

  /** Skips the space that must stand here. */
  skipSpace(rule: PageRule = 'space'): void {
    const start = this.position;
    if (this.format === 'openmetrics') {
      if (this.peek() === SPACE) this.position++;
    } else {
      this.skipBlanks();
    }
    if (this.position === start) this.fail(rule);
  }

  /** Skips the line feed that must stand here, and in text 0.0.4 the blanks before it. */
  skipLineEnd(): void {
    this.skipBlanks();
    if (this.peek() !== LINE_FEED) this.fail(this.atEnd() ? 'line-feed' : 'line-end');
    this.position++;
  }

  /** Where the line ends: at its line feed, or with the page. */
  lineEnd(from = this.position): number {
    const end = this.text.indexOf('\n', from);
    return end === -1 ? this.text.length : end;
  }

  /** Where the token that begins here ends: before the next blank or the end of the line. */
  tokenEnd(): number {
    const { text } = this;
    let end = this.position;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === SPACE || code === LINE_FEED) break;
      if (code === TAB && this.format === 'text') break;
    }
    return end;
  }

  /** Refuses the page for what stands from `start` to `end`; unless said or empty, from here and to the end of the line. */
  fail(rule: PageRule, start = this.position, end = start): never {
    const shownEnd = end === start ? this.lineEnd(start) : end;
    throw new PageSyntaxError(this.format, this.text, { rule, start, end: shownEnd });
  }
}
