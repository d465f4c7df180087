import type { PageFormat } from '../negotiate/page-format.js';
import { PageSyntaxError } from './page-syntax-error.js';

const REPLACEMENT = '\ufffd';

/**
 * The text of a page (OpenMetrics 1.0, Overall Structure: UTF-8 without a byte order mark). Bytes that are not UTF-8,
 * a lone surrogate and a byte order mark are refused with a {@link PageSyntaxError}.
 */
export function pageText(page: string | Uint8Array, format: PageFormat): string {
  const text = typeof page === 'string' ? page : decode(page, format);
  if (text.startsWith('\ufeff')) {
    throw new PageSyntaxError(format, text, { rule: 'byte-order-mark', start: 0, end: 1 });
  }
  const surrogate = text.search(/\p{Surrogate}/u);
  if (surrogate !== -1) {
    const end = surrogate + 1;
    throw new PageSyntaxError(format, text, { rule: 'utf-8', start: surrogate, end });
  }
  return text;
}

function decode(bytes: Uint8Array, format: PageFormat): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const start = firstReplaced(text, bytes);
    throw new PageSyntaxError(format, text, { rule: 'utf-8', start, end: start + 1 });
  }
}

/** The first U+FFFD of the text that the bytes do not spell out. */
function firstReplaced(text: string, bytes: Uint8Array): number {
  let byteOffset = 0;
  let from = 0;
  for (;;) {
    const at = text.indexOf(REPLACEMENT, from);
    byteOffset += new TextEncoder().encode(text.slice(from, at)).length;
    if (bytes[byteOffset] !== 0xef || bytes[byteOffset + 1] !== 0xbf) return at;
    if (bytes[byteOffset + 2] !== 0xbd) return at;
    byteOffset += 3;
    from = at + 1;
  }
}
