/**
 * What a strict reader demands, by the name that {@link PageSyntaxError.rule} carries. Each text continues the word
 * "expected". Sections are those of OpenMetrics 1.0 and of the Prometheus text format 0.0.4.
 */
export const pageRules = {
  // The page (OpenMetrics, Overall Structure)
  'utf-8': 'valid UTF-8',
  'byte-order-mark': 'no byte order mark',
  'line-feed': 'a line feed alone at the end of the line',
  'blank-line': 'a sample, metadata or "# EOF" on every line',
  comment: 'a line that begins with # to be TYPE, UNIT, HELP or EOF, with single spaces',
  'eof-missing': 'the page to end with "# EOF"',
  'eof-trailing': 'nothing after "# EOF"',

  // Metadata (OpenMetrics, MetricFamily)
  metadata: 'one space and the text of the metadata after the name',
  'metadata-repeated': 'TYPE, UNIT and HELP at most once a family',
  'metadata-late': 'the metadata of a family before its samples',
  type: 'a metric type of this format',
  unit: 'a unit of letters, digits, _ and :',
  'unit-suffix': 'the name of the family to end with _ and its unit',
  'unit-unallowed': 'no unit on an info or a stateset',
  'name-clash': 'a name that no other family has or gives to its samples',
  'family-interleaved': 'all lines of a family in one group',

  // Samples (OpenMetrics, ABNF)
  'metric-name':
    'a metric name of letters, digits, _ and :, not beginning with a digit, or a quoted one',
  'label-name':
    'a label name of letters, digits and _, not beginning with a digit, or a quoted one',
  'label-value': 'a label as name="value"',
  'label-separator': 'a comma or a closing brace after a label',
  'label-repeated': 'label names to be unique in a label set',
  quote: 'a closing quote before the end of the line',
  escape: 'a backslash to stand before a character that this format lets it escape',
  space: 'a space',
  value: 'a decimal number, +Inf, -Inf or NaN as value',
  timestamp: 'a finite number of seconds as timestamp',
  'timestamp-milliseconds': 'an integer of milliseconds as timestamp',
  'line-end': 'the end of the line',

  // Exemplars (OpenMetrics, Exemplars)
  exemplar: 'an exemplar as "# {labels} value" and perhaps a timestamp',
  'exemplar-length': 'at most 128 code points in the names and values of the labels of an exemplar',
  'exemplar-unallowed': 'exemplars on the _total of counters and the _bucket of histograms only',
  'exemplar-bucket': 'the value of an exemplar to be within its bucket',

  // Metrics and metric points (OpenMetrics, Metric Types)
  'sample-name': 'a suffix that samples of this type of family can have',
  'metric-interleaved': 'all samples of a label set in one group',
  'sample-repeated': 'a name and a label set at most once',
  'timestamp-mixed': 'a timestamp on all samples of a label set or on none',
  'timestamp-order': 'timestamps of a label set that do not go back',
  'counter-value': 'a value of a counter to be neither NaN nor negative',
  'counter-total': 'a counter to have a _total',
  'info-value': 'an info to be 1',
  'stateset-label': 'a label with the name of the stateset',
  'stateset-value': 'a state to be 0 or 1',
  quantile: 'a label quantile from 0 to 1 on the samples of a summary',
  'summary-value': 'a value of a summary to be not negative, and its sum not NaN',
  le: 'a label le that is a finite number or +Inf',
  'bucket-order': 'the buckets of a histogram in ascending order of le',
  'bucket-missing': 'a bucket with le="+Inf"',
  'bucket-cumulative': 'a bucket to be at least the bucket before it',
  'count-value': 'a count to be an integer and not negative',
  'count-bucket': 'the count to equal the bucket with le="+Inf"',
  'sum-count': 'the sum if and only if the count',
  'sum-value': 'no negative or NaN sum, and no sum at all of a histogram with a negative le',
} as const;

/** The name of a rule that a page can break. */
export type PageRule = keyof typeof pageRules;
