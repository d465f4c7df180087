/** PromQL's types, and `any` for what only Grafana knows. */
export type QueryType = 'scalar' | 'string' | 'vector' | 'matrix' | 'any';

/** What a function takes and gives (Prometheus, Functions). */
export interface FunctionSignature {
  readonly takes: readonly QueryType[];
  /** How many of these have to be there. */
  readonly least: number;
  /** More of the last kind may follow. */
  readonly repeats?: boolean;
  readonly gives: QueryType;
}

const OF_VECTOR =
  'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_stddev ' +
  'histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp';

const OF_RANGE =
  'absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time ' +
  'mad_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time';

/** Of the series' own time when nothing is said. */
const OF_TIME = 'day_of_month day_of_week day_of_year days_in_month hour minute month year';

/** Those of Prometheus 2.42, and later ones of the same kinds. */
export const functionSignatures: ReadonlyMap<string, FunctionSignature> = new Map([
  ...OF_RANGE.split(' ').map((name) => [name, signature(['matrix'])] as const),
  ...OF_VECTOR.split(' ').map((name) => [name, signature(['vector'])] as const),
  ...OF_TIME.split(' ').map((name) => [name, signature(['vector'], { least: 0 })] as const),
  ['clamp', signature(['vector', 'scalar', 'scalar'])],
  ['clamp_max', signature(['vector', 'scalar'])],
  ['clamp_min', signature(['vector', 'scalar'])],
  ['double_exponential_smoothing', signature(['matrix', 'scalar', 'scalar'])],
  ['histogram_fraction', signature(['scalar', 'scalar', 'vector'])],
  ['histogram_quantile', signature(['scalar', 'vector'])],
  ['label_join', signature(['vector', 'string', 'string', 'string'], { least: 3, repeats: true })],
  ['label_replace', signature(['vector', 'string', 'string', 'string', 'string'])],
  ['pi', signature([], { gives: 'scalar' })],
  ['predict_linear', signature(['matrix', 'scalar'])],
  ['quantile_over_time', signature(['scalar', 'matrix'])],
  ['round', signature(['vector', 'scalar'], { least: 1 })],
  ['scalar', signature(['vector'], { gives: 'scalar' })],
  ['sort_by_label', signature(['vector', 'string'], { repeats: true })],
  ['sort_by_label_desc', signature(['vector', 'string'], { repeats: true })],
  ['time', signature([], { gives: 'scalar' })],
  ['vector', signature(['scalar'])],
]);

/** What aggregations take before the vector. */
export const aggregationParameters: Readonly<Record<string, QueryType>> = {
  bottomk: 'scalar',
  count_values: 'string',
  limit_ratio: 'scalar',
  limitk: 'scalar',
  quantile: 'scalar',
  topk: 'scalar',
};

const AGGREGATIONS = 'avg count group max min stddev stdvar sum';

/** All that may stand before a parenthesis. */
export const callableNames: readonly string[] = [
  ...functionSignatures.keys(),
  ...AGGREGATIONS.split(' '),
  ...Object.keys(aggregationParameters),
];

function signature(
  takes: readonly QueryType[],
  rest: Partial<FunctionSignature> = {},
): FunctionSignature {
  return { takes, least: takes.length, gives: 'vector', ...rest };
}
