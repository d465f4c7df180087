import { weightedItems } from './weighted-items.js';

/** The content encodings of a page. */
export type ContentEncoding = 'gzip' | 'identity';

/**
 * Gzip if `Accept-Encoding` accepts it and does not prefer identity, else identity: also where that is refused, for an
 * answer is better than none (RFC 9110, 12.5.3).
 */
export function negotiateEncoding(acceptEncoding: string | undefined): ContentEncoding {
  const items = weightedItems(acceptEncoding ?? '');
  const weightOf = (...names: readonly string[]) =>
    items.find(({ value }) => names.includes(value))?.weight;
  const other = weightOf('*') ?? 0;
  const gzip = weightOf('gzip', 'x-gzip') ?? other;
  const identity = weightOf('identity') ?? other;
  return gzip > 0 && gzip >= identity ? 'gzip' : 'identity';
}
