/** Grafana's own variable: long enough for a rate, whatever the scrape interval and the zoom are. */
export const RATE_INTERVAL = '$__rate_interval';

export interface RateOptions {
  readonly by?: readonly string[];
  /** PromQL matchers, without braces. */
  readonly where?: string | undefined;
  /** Default: {@link RATE_INTERVAL}. */
  readonly over?: string | undefined;
}

/** A counter's growth per second, summed; `counter` is the name of its samples. */
export function rateOf(counter: string, options: RateOptions = {}): string {
  return summed('rate', counter, options);
}

/** How much a counter has grown, summed. */
export function increaseOf(counter: string, options: RateOptions = {}): string {
  return summed('increase', counter, options);
}

/** A quantile of a histogram. Nothing where nothing was observed: NaN is not above 0. */
export function quantileOf(quantile: number, histogram: string, options: RateOptions = {}): string {
  const by = ['le', ...(options.by ?? [])];
  return `histogram_quantile(${quantile}, ${rateOf(`${histogram}_bucket`, { ...options, by })}) >= 0`;
}

/** The mean of what a histogram observed. Nothing where nothing was observed. */
export function meanOf(histogram: string, options: RateOptions = {}): string {
  return shareOf(rateOf(`${histogram}_sum`, options), rateOf(`${histogram}_count`, options));
}

/** What `part` is of `whole`, both of the same labels. Nothing where the whole is 0. A part that is a sum is in parentheses. */
export function shareOf(part: string, whole: string): string {
  return `${part} / (${whole} > 0)`;
}

/** As {@link shareOf}, of parts by labels that the whole does not have. */
export function sharesOf(parts: string, whole: string): string {
  return `${parts} / on () group_left () (${whole} > 0)`;
}

/** 0 where a counter of open labels has counted nothing yet, and so has no series. */
export function orZero(query: string): string {
  return `(${query} or vector(0))`;
}

function summed(verb: string, counter: string, { by = [], where, over }: RateOptions): string {
  const selector = where === undefined ? counter : `${counter}{${where}}`;
  const grouping = by.length === 0 ? '' : ` by (${by.join(', ')}) `;
  return `sum${grouping}(${verb}(${selector}[${over ?? RATE_INTERVAL}]))`;
}
