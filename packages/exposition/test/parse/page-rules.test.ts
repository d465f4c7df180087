import { type PageRule, pageRules } from '../../src/parse/page-rules.js';
import { parseOpenMetrics } from '../../src/parse/parse-openmetrics.js';
import { parsePrometheusText } from '../../src/parse/parse-prometheus-text.js';
import { verdict } from './verdict.js';

const HISTOGRAM = '# TYPE h histogram\n';

/** For every rule: its number in the list of conformance rules, a page that breaks only it, and the place. */
const offences: Readonly<Record<PageRule, readonly [number: number, page: string, at: string]>> = {
  'utf-8': [13, '# HELP a \ud800\n# EOF\n', '1:10'],
  'byte-order-mark': [13, '\ufeff# EOF\n', '1:1'],
  'line-feed': [14, '# HELP a one\r\n# EOF\n', '1:13'],
  'blank-line': [16, 'a 1\n\n# EOF\n', '2:1'],
  comment: [16, '# A comment\n# EOF\n', '1:1'],
  'eof-missing': [15, 'a 1\n', '2:1'],
  'eof-trailing': [15, 'a 1\n# EOF\n\n', '3:1'],
  metadata: [17, '# TYPE a\n# EOF\n', '1:9'],
  'metadata-repeated': [22, '# HELP a x\n# HELP a x\n# EOF\n', '2:1'],
  'metadata-late': [22, 'a 1\n# TYPE a gauge\n# EOF\n', '2:1'],
  type: [23, '# TYPE a untyped\n# EOF\n', '1:10'],
  unit: [24, '# UNIT "a_m/s" m/s\n# EOF\n', '1:16'],
  'unit-suffix': [24, '# TYPE a gauge\n# UNIT a seconds\n# EOF\n', '2:1'],
  'unit-unallowed': [24, '# TYPE a_b info\n# UNIT a_b b\n# EOF\n', '2:1'],
  'name-clash': [21, '# TYPE a_created gauge\n# TYPE a counter\n# EOF\n', '2:1'],
  'family-interleaved': [20, 'a{b="1"} 1\nc 1\na{b="2"} 1\n# EOF\n', '3:1'],
  'metric-name': [25, '0a 1\n# EOF\n', '1:1'],
  'label-name': [27, 'a{b="1",2="3"} 1\n# EOF\n', '1:9'],
  'label-value': [17, 'a{b="1",c=2} 1\n# EOF\n', '1:9'],
  'label-separator': [17, 'a{b="1"c="2"} 1\n# EOF\n', '1:8'],
  'label-repeated': [27, 'a{b="1",b="2"} 1\n# EOF\n', '1:9'],
  quote: [28, 'a{b="1} 1\n# EOF\n', '1:5'],
  escape: [28, '# HELP a one\\\n# EOF\n', '1:13'],
  space: [17, 'a{b="1"}1\n# EOF\n', '1:9'],
  value: [33, 'a 1\nb 0x1p-3\n# EOF\n', '2:3'],
  timestamp: [36, 'a 1 NaN\n# EOF\n', '1:5'],
  'timestamp-milliseconds': [36, 'a 1 1.5\n', '1:5'],
  'line-end': [17, 'a 1 1 1\n# EOF\n', '1:6'],
  exemplar: [54, '# TYPE a counter\na_total 1 #{} 1\n# EOF\n', '2:10'],
  'exemplar-length': [
    52,
    `# TYPE a counter\na_total 1 # {b="${'c'.repeat(128)}"} 1\n# EOF\n`,
    '2:13',
  ],
  'exemplar-unallowed': [51, '# TYPE a gauge\na 1 # {} 1\n# EOF\n', '2:1'],
  'exemplar-bucket': [
    53,
    `${HISTOGRAM}h_bucket{le="1"} 1 # {} 1.5\nh_bucket{le="+Inf"} 1\n# EOF\n`,
    '2:1',
  ],
  'sample-name': [37, '# TYPE a counter\na 1\n# EOF\n', '2:1'],
  'metric-interleaved': [
    20,
    '# TYPE a counter\na_total{b="1"} 1\na_total{b="2"} 1\na_created{b="1"} 1\n# EOF\n',
    '4:1',
  ],
  'sample-repeated': [59, 'a{b="1",c="2"} 1\na{c="2",b="1"} 1\n# EOF\n', '2:1'],
  'timestamp-mixed': [36, 'a 1 1\na 1\n# EOF\n', '2:1'],
  'timestamp-order': [36, 'a 1 2\na 1 1\n# EOF\n', '2:1'],
  'counter-value': [38, '# TYPE a counter\na_total -1\n# EOF\n', '2:1'],
  'counter-total': [37, '# TYPE a counter\na_created 1\n# EOF\n', '2:1'],
  'info-value': [41, '# TYPE a info\na_info 2\n# EOF\n', '2:1'],
  'stateset-label': [42, '# TYPE a stateset\na{b="on"} 1\n# EOF\n', '2:1'],
  'stateset-value': [42, '# TYPE a stateset\na{a="on"} 2\n# EOF\n', '2:1'],
  quantile: [50, '# TYPE a summary\na{quantile="1.01"} 1\n# EOF\n', '2:1'],
  'summary-value': [50, '# TYPE a summary\na{quantile="0.5"} -1\n# EOF\n', '2:1'],
  le: [44, `${HISTOGRAM}h_bucket{le="NaN"} 1\n# EOF\n`, '2:1'],
  'bucket-order': [44, `${HISTOGRAM}h_bucket{le="+Inf"} 1\nh_bucket{le="1"} 1\n# EOF\n`, '3:1'],
  'bucket-missing': [44, `${HISTOGRAM}h_bucket{le="1"} 1\nh_bucket{le="2"} 1\n# EOF\n`, '3:1'],
  'bucket-cumulative': [
    45,
    `${HISTOGRAM}h_bucket{le="1"} 2\nh_bucket{le="+Inf"} 1\n# EOF\n`,
    '3:1',
  ],
  'count-value': [45, `${HISTOGRAM}h_bucket{le="+Inf"} 1.5\n# EOF\n`, '2:1'],
  'count-bucket': [46, `${HISTOGRAM}h_bucket{le="+Inf"} 1\nh_sum 1\nh_count 2\n# EOF\n`, '4:1'],
  'sum-count': [46, `${HISTOGRAM}h_bucket{le="+Inf"} 1\nh_count 1\n# EOF\n`, '3:1'],
  'sum-value': [
    47,
    `${HISTOGRAM}h_bucket{le="-1"} 0\nh_bucket{le="+Inf"} 1\nh_count 1\nh_sum 1\n# EOF\n`,
    '5:1',
  ],
};

const rules = Object.entries(offences) as [PageRule, (typeof offences)[PageRule]][]; // its keys are rules

describe('the rules of a page', () => {
  it.each(rules.map(([rule, [number, page, at]]) => ({ rule, number, page, at })))(
    'rule $number: $rule is refused at $at',
    ({ rule, page, at }) => {
      const parse = rule === 'timestamp-milliseconds' ? parsePrometheusText : parseOpenMetrics;
      expect(verdict(parse, page)).toBe(`${rule} ${at}`);
    },
  );

  it('have an offence each', () => {
    expect(Object.keys(offences)).toEqual(Object.keys(pageRules));
  });
});
