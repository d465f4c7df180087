import type { GraphSpec, HeatmapSpec, StatSpec } from './dashboard-spec.js';
import { increaseOf, meanOf, quantileOf, type RateOptions, rateOf } from './expressions.js';

type Options<S> = Partial<Omit<S, 'kind' | 'title' | 'unit' | 'query' | 'queries'>>;

/** `unit` is Grafana's id. */
export function stat(
  title: string,
  unit: string,
  query: string,
  options?: Options<StatSpec>,
): StatSpec {
  return { kind: 'stat', title, unit, query, ...options };
}

/** `unit` is Grafana's id; `queries` is PromQL by legend. */
export function graph(
  title: string,
  unit: string,
  queries: GraphSpec['queries'],
  options?: Options<GraphSpec>,
): GraphSpec {
  return { kind: 'graph', title, unit, queries, ...options };
}

/** The three quantiles that say most of a histogram, and its mean, with exemplars. */
export function quantiles(
  title: string,
  unit: string,
  histogram: string,
  { over, where, ...options }: Options<GraphSpec> & Pick<RateOptions, 'over' | 'where'> = {},
): GraphSpec {
  const queries = {
    p50: quantileOf(0.5, histogram, { over, where }),
    p95: quantileOf(0.95, histogram, { over, where }),
    p99: quantileOf(0.99, histogram, { over, where }),
    mean: meanOf(histogram, { over, where }),
  };
  return graph(title, unit, queries, { exemplars: true, ...options });
}

export function heatmap(title: string, unit: string, histogram: string): HeatmapSpec {
  const query = increaseOf(`${histogram}_bucket`, { by: ['le'] });
  return { kind: 'heatmap', title, unit, query };
}

/** The rate of a counter as queries of a graph: a line for each value of the label. */
export function rateBy(label: string, counter: string, where?: string): GraphSpec['queries'] {
  return { [`{{${label}}}`]: rateOf(counter, { by: [label], where }) };
}

/** As {@link rateBy}, of how much it has grown over a time. */
export function increaseBy(label: string, counter: string, over: string): GraphSpec['queries'] {
  return { [`{{${label}}}`]: increaseOf(counter, { by: [label], over }) };
}

/** A gauge as queries of a graph: the sum for each value of the label. */
export function sumBy(label: string, gauge: string): GraphSpec['queries'] {
  return { [`{{${label}}}`]: `sum by (${label}) (${gauge})` };
}

/** A gauge as queries of a graph: the highest for each value of the label. */
export function maxBy(label: string, gauge: string): GraphSpec['queries'] {
  return { [`{{${label}}}`]: `max by (${label}) (${gauge})` };
}

/** A quantile as queries of a graph: a line for each value of the label. */
export function quantileBy(
  label: string,
  quantile: number,
  histogram: string,
  where?: string,
): GraphSpec['queries'] {
  return { [`{{${label}}}`]: quantileOf(quantile, histogram, { by: [label], where }) };
}
