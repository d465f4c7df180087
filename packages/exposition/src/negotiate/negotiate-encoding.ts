import { weightedItems } from './weighted-items.js';

/** The content encodings that a page can have. */
export type ContentEncoding = 'zstd' | 'gzip' | 'br' | 'identity';

/**
 * The encoding with the highest weight in `Accept-Encoding` of those that are offered; of equal ones the first offered. Identity
 * when it is preferred to them all, and where nothing matches: also where it is refused, for an answer is better than
 * none (RFC 9110, 12.5.3).
 */
export function negotiateEncoding(
  acceptEncoding: string | undefined,
  offered: readonly ContentEncoding[] = ['gzip'],
): ContentEncoding {
  const items = weightedItems(acceptEncoding ?? '');
  const weightOf = (...names: readonly string[]) =>
    items.find(({ value }) => names.includes(value))?.weight;
  const other = weightOf('*') ?? 0;
  const identity = weightOf('identity') ?? other;
  let best: ContentEncoding = 'identity';
  let weight = 0;
  for (const encoding of offered) {
    const names = encoding === 'gzip' ? ['gzip', 'x-gzip'] : [encoding];
    const own = weightOf(...names) ?? other;
    if (own > weight && own >= identity) {
      best = encoding;
      weight = own;
    }
  }
  return best;
}
