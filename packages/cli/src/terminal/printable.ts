/**
 * The text with control characters written out (`\x1b`): a page may come from anywhere, and is to move no cursor. `kept` are
 * those that stay.
 */
export function printable(text: string, kept = ''): string {
  return text.replace(CONTROLS, (character) => {
    if (kept.includes(character)) return character;
    const code = character.charCodeAt(0);
    const digits = code.toString(16);
    return code < 0x100 ? `\\x${digits.padStart(2, '0')}` : `\\u${digits.padStart(4, '0')}`;
  });
}

/** C0, C1, the separators of lines, and what turns the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is for
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
