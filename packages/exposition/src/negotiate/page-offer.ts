import type { PageFormat } from './page-format.js';
import type { WeightedItem } from './weighted-items.js';

/** A media type and version that a page can be sent as. */
export interface PageOffer {
  readonly format: PageFormat;
  readonly type: string;
  readonly version: string;
  /** Sent also to who names no version, or no type at all. */
  readonly primary: boolean;
}

/** What everybody can read. */
export const text004: PageOffer = {
  format: 'text',
  type: 'text/plain',
  version: '0.0.4',
  primary: true,
};

/**
 * All that can be sent. OpenMetrics 0.0.1 is the same page under the number of its draft, which client_golang and old
 * Prometheus servers speak; text 1.0.0 is 0.0.4 with quoted names.
 */
export const pageOffers: readonly PageOffer[] = [
  text004,
  { format: 'openmetrics', type: 'application/openmetrics-text', version: '1.0.0', primary: true },
  { format: 'openmetrics', type: 'application/openmetrics-text', version: '0.0.1', primary: false },
  { format: 'text', type: 'text/plain', version: '1.0.0', primary: false },
];

/**
 * How exactly a media range names the offer: 2 by its type, 1 by the first half of it, 0 by `*` `/*`. Undefined: not at
 * all, or with a charset other than UTF-8.
 */
export function specificity(offer: PageOffer, range: WeightedItem): 0 | 1 | 2 | undefined {
  const version = range.parameters.get('version');
  if (version === undefined ? !offer.primary : version !== offer.version) return undefined;
  const charset = range.parameters.get('charset') ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) return undefined;
  if (range.value === offer.type) return 2;
  if (range.value === offer.type.replace(/\/.*/, '/*')) return 1;
  return range.value === '*/*' ? 0 : undefined;
}
