import { type EscapingScheme, escapingSchemes } from './escaping-scheme.js';
import { type ContentEncoding, negotiateEncoding } from './negotiate-encoding.js';
import type { PageFormat } from './page-format.js';
import { type PageOffer, pageOffers, specificity, text004 } from './page-offer.js';
import { type WeightedItem, weightedItems } from './weighted-items.js';

/** What a scraper says it can read. */
export interface NegotiationRequest {
  /** The `Accept` header. Absent or empty means anything. */
  readonly accept?: string | undefined;
  /** The `Accept-Encoding` header. */
  readonly acceptEncoding?: string | undefined;
  /** The encodings that can be sent, those first that are preferred at equal weight. Gzip unless said; identity always. */
  readonly encodings?: readonly ContentEncoding[] | undefined;
  /** The format for who accepts anything. `text` unless said. */
  readonly defaultFormat?: PageFormat | undefined;
}

/** What to answer it with. */
export interface Negotiation {
  readonly format: PageFormat;
  readonly escaping: EscapingScheme;
  /** The whole header. Nothing of the request returns in it but the name of a known escaping scheme. */
  readonly contentType: string;
  readonly contentEncoding: ContentEncoding;
}

/** An offer and the media range that decides on it. */
interface Match {
  readonly offer: PageOffer;
  readonly range: WeightedItem;
  readonly specificity: number;
}

/**
 * Chooses the format with the highest weight in `Accept`; of equal ones that which is named most exactly, then that
 * which is named first, then the default (Prometheus, Content Negotiation; RFC 9110, 12.5.1). Where nothing matches the
 * answer is text 0.0.4 and never a refusal. Any header has an answer, in time proportional to its length.
 */
export function negotiate(request: NegotiationRequest): Negotiation {
  const match = bestMatch(request.accept?.trim() || '*/*', request.defaultFormat ?? 'text');
  const { format, type, version } = match?.offer ?? text004;
  const asked = match?.range.parameters.get('escaping');
  const known = escapingSchemes.find((scheme) => scheme === asked);
  const escaping = known ?? 'underscores';
  // From 1.0.0 on the type states the scheme; OpenMetrics 1.0 itself has a type without it, for who does not ask.
  const stated = known !== undefined || (format === 'text' && version === '1.0.0');
  const contentType = `${type}; version=${version}; charset=utf-8`;
  return {
    format,
    escaping,
    contentType: stated ? `${contentType}; escaping=${escaping}` : contentType,
    contentEncoding: negotiateEncoding(request.acceptEncoding, request.encodings),
  };
}

function bestMatch(accept: string, defaultFormat: PageFormat): Match | undefined {
  const ranges = weightedItems(accept);
  const matches = pageOffers
    .flatMap((offer) => decidingMatch(offer, ranges) ?? [])
    .filter(({ range }) => range.weight > 0);
  return matches.sort(
    (a, b) =>
      b.range.weight - a.range.weight ||
      b.specificity - a.specificity ||
      ranges.indexOf(a.range) - ranges.indexOf(b.range) ||
      (a.offer.format === defaultFormat ? -1 : 1),
  )[0];
}

/** The range that names the offer most exactly says what the offer weighs, be it nothing. */
function decidingMatch(offer: PageOffer, ranges: readonly WeightedItem[]): Match | undefined {
  let deciding: Match | undefined;
  for (const range of ranges) {
    const exactness = specificity(offer, range);
    if (exactness === undefined) continue;
    const better =
      deciding === undefined ||
      exactness > deciding.specificity ||
      (exactness === deciding.specificity && range.weight > deciding.range.weight);
    if (better) deciding = { offer, range, specificity: exactness };
  }
  return deciding;
}
