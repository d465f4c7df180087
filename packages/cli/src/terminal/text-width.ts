const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const NONE = /\p{Mn}|\p{Me}|\p{Cf}/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with one
const COLOURS = /\x1b\[[\d;]*m/g;

/** How many cells of a terminal the text takes. Colours take none. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(COLOURS, '')) width += cells(character);
  return width;
}

/** The text, without colours, in exactly so many cells: filled up with spaces, or cut and ended by `…`. */
export function fitted(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const own = textWidth(text);
  if (own > width) return cut(text, width);
  const fill = ' '.repeat(width - own);
  return align === 'left' ? text + fill : fill + text;
}

function cut(text: string, width: number): string {
  let kept = '';
  let used = 0;
  for (const character of text) {
    if (used + cells(character) > width - 1) break;
    kept += character;
    used += cells(character);
  }
  return `${kept}…`.slice(0, Math.max(0, width)) + ' '.repeat(Math.max(0, width - used - 1));
}

function cells(character: string): number {
  if (NONE.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
