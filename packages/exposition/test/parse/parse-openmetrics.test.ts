import { parseOpenMetrics } from '../../src/parse/parse-openmetrics.js';
import { verdict } from './verdict.js';

const GREEN = new Map([['colour', 'green']]);
const NONE = { timestampSeconds: undefined, exemplar: undefined };

describe('parseOpenMetrics', () => {
  it('reads families with their metadata and samples, in the order of the page', () => {
    const page = [
      '# TYPE paint_litres counter',
      '# UNIT paint_litres litres',
      '# HELP paint_litres Paint \\"used\\"\\\\\\nby colour.',
      'paint_litres_total{colour="green",room="a\\n\\"b\\"\\\\"} 1.5 123.25 # {trace="t"} 0.5 123',
      'paint_litres_created{colour="green",room="a\\n\\"b\\"\\\\"} 1 123.25',
      '# TYPE walls gauge',
      'walls -4',
      'loose{colour="green"} NaN',
      '# EOF',
    ].join('\n');
    const labels = new Map([
      ['colour', 'green'],
      ['room', 'a\n"b"\\'],
    ]);
    const exemplar = { labels: new Map([['trace', 't']]), value: 0.5, timestampSeconds: 123 };
    expect(parseOpenMetrics(page)).toEqual([
      {
        name: 'paint_litres',
        type: 'counter',
        unit: 'litres',
        help: 'Paint "used"\\\nby colour.',
        samples: [
          { name: 'paint_litres_total', labels, value: 1.5, timestampSeconds: 123.25, exemplar },
          { name: 'paint_litres_created', labels, value: 1, timestampSeconds: 123.25 },
        ],
      },
      {
        name: 'walls',
        type: 'gauge',
        unit: '',
        help: '',
        samples: [{ name: 'walls', labels: new Map(), value: -4, ...NONE }],
      },
      {
        name: 'loose',
        type: 'unknown',
        unit: '',
        help: '',
        samples: [{ name: 'loose', labels: GREEN, value: Number.NaN, ...NONE }],
      },
    ]);
  });

  it('keeps the order of labels', () => {
    const [family] = parseOpenMetrics('a{z="1",a="2",m=""} 1\n# EOF\n');
    expect([...(family?.samples[0]?.labels ?? [])]).toEqual([
      ['z', '1'],
      ['a', '2'],
      ['m', ''],
    ]);
  });

  it.each([
    ['0', 0],
    ['-0', -0],
    ['007', 7],
    ['+5', 5],
    ['5.', 5],
    ['.5', 0.5],
    ['1.5e3', 1500],
    ['1E-07', 1e-7],
    ['123456789012345', 123456789012345],
    ['1234567890123456', 1234567890123456],
    ['9223372036854775808', 2 ** 63],
    ['2.2250738585072014e-308', 2.2250738585072014e-308],
    ['+Inf', Number.POSITIVE_INFINITY],
    ['infinity', Number.POSITIVE_INFINITY],
    ['-INF', Number.NEGATIVE_INFINITY],
    ['nan', Number.NaN],
  ])('rule 33: the value %s is %d', (text, value) => {
    expect(parseOpenMetrics(`a ${text}\n# EOF\n`)[0]?.samples[0]?.value).toBe(value);
  });

  it.each([
    '',
    '.',
    '-',
    '+-1',
    '1e',
    'e5',
    '1.1.1',
    '1_2',
    '0x1',
    '0b1',
    '+NaN',
    '1,5',
    '1\t',
    '١',
  ])('rule 33: the value "%s" is refused', (text) => {
    expect(verdict(parseOpenMetrics, `a ${text}\n# EOF\n`)).toBe('value 1:3');
  });

  it.each([
    { number: 13, what: 'a NUL in HELP', page: '# HELP a x\u0000y\n# EOF\n' },
    { number: 14, what: 'a carriage return inside HELP', page: '# HELP a x\ry\n# EOF\n' },
    { number: 15, what: 'no line feed after EOF', page: 'a 1\n# EOF' },
    { number: 15, what: 'a page of EOF alone', page: '# EOF\n' },
    {
      number: 22,
      what: 'metadata in any order',
      page: '# HELP a_s x\n# UNIT a_s s\n# TYPE a_s gauge\na_s 1\n# EOF\n',
    },
    { number: 24, what: 'an empty unit', page: '# UNIT a \n# EOF\n' },
    { number: 28, what: 'a backslash before another character', page: 'a{b="\\z"} 1\n# EOF\n' },
    {
      number: 28,
      what: 'braces, commas and hashes in a label value',
      page: 'a{b="},# {"} 1\n# EOF\n',
    },
    { number: 36, what: 'several points of a metric', page: 'a 1 1\na 1 1.5\na 1 1.5\n# EOF\n' },
    {
      number: 39,
      what: 'a counter with its creation',
      page: '# TYPE a counter\na_total 1\na_created 5.5\n# EOF\n',
    },
    {
      number: 44,
      what: 'bounds that are not canonical',
      page: '# TYPE a histogram\na_bucket{le="0"} 1\na_bucket{le="1e-04"} 1\na_bucket{le="1"} 1\na_bucket{le="+Inf"} 1\n# EOF\n',
    },
    {
      number: 47,
      what: 'negative bounds without a sum',
      page: '# TYPE a histogram\na_bucket{le="-1"} 1\na_bucket{le="+Inf"} 1\n# EOF\n',
    },
    {
      number: 47,
      what: 'a negative sum of a gauge histogram',
      page: '# TYPE a gaugehistogram\na_bucket{le="-1"} 1\na_bucket{le="+Inf"} 1\na_gcount 1\na_gsum -5\n# EOF\n',
    },
    {
      number: 50,
      what: 'a quantile of nothing',
      page: '# TYPE a summary\na{quantile="0.5"} NaN\na_sum 0\na_count 0\n# EOF\n',
    },
    {
      number: 52,
      what: 'an exemplar of 128 code points',
      page: `# TYPE a counter\na_total 1 # {b="${'𝒳'.repeat(127)}"} 1\n# EOF\n`,
    },
    {
      number: 53,
      what: 'an exemplar below its bucket',
      page: '# TYPE a histogram\na_bucket{le="1"} 0\na_bucket{le="+Inf"} 1 # {} 0.5\n# EOF\n',
    },
    {
      number: 53,
      what: 'an exemplar at the bound of its bucket',
      page: '# TYPE a histogram\na_bucket{le="1"} 1 # {} 1\na_bucket{le="+Inf"} 1\n# EOF\n',
    },
    {
      number: 54,
      what: 'an exemplar without labels',
      page: '# TYPE a counter\na_total 1 # {} 1 1.5\n# EOF\n',
    },
  ])('rule $number: $what is accepted', ({ page }) => {
    expect(verdict(parseOpenMetrics, page)).toBe('accepted');
  });

  it.each([
    { number: 17, what: 'a trailing comma', page: 'a{b="1",} 1\n# EOF\n', at: 'label-name 1:9' },
    {
      number: 17,
      what: 'a blank in a label set',
      page: 'a{b="1", c="2"} 1\n# EOF\n',
      at: 'label-name 1:9',
    },
    { number: 17, what: 'a tab for a space', page: 'a\t1\n# EOF\n', at: 'space 1:2' },
    { number: 17, what: 'a blank before a name', page: ' a 1\n# EOF\n', at: 'metric-name 1:1' },
    {
      number: 20,
      what: 'metric points that are interleaved',
      page: 'a{b="1"} 1 1\na{b="2"} 1 1\na{b="1"} 1 2\n# EOF\n',
      at: 'metric-interleaved 3:1',
    },
    {
      number: 21,
      what: 'a gauge that is a count of a histogram',
      page: '# TYPE h histogram\n# TYPE h_count gauge\n# EOF\n',
      at: 'name-clash 2:1',
    },
    {
      number: 21,
      what: 'counters x and x_total',
      page: '# TYPE x counter\n# TYPE x_total counter\n# EOF\n',
      at: 'name-clash 2:1',
    },
    { number: 23, what: 'a type in capitals', page: '# TYPE a GAUGE\n# EOF\n', at: 'type 1:10' },
    {
      number: 29,
      what: 'an empty label beside its absence',
      page: 'a 1\na{b=""} 1\n# EOF\n',
      at: 'sample-repeated 2:1',
    },
    {
      number: 28,
      what: 'a backslash at the end of a line',
      page: 'a{b="\\\n"} 1\n# EOF\n',
      at: 'quote 1:5',
    },
    {
      number: 36,
      what: 'a timestamp a little earlier',
      page: 'a 1 2\na 1 1.9\n# EOF\n',
      at: 'timestamp-order 2:1',
    },
    {
      number: 38,
      what: 'a counter of NaN',
      page: '# TYPE a counter\na_total NaN\n# EOF\n',
      at: 'counter-value 2:1',
    },
    {
      number: 41,
      what: 'an info without its suffix',
      page: '# TYPE a info\na 1\n# EOF\n',
      at: 'sample-name 2:1',
    },
    {
      number: 42,
      what: 'a state twice',
      page: '# TYPE a stateset\na{a="x"} 1\na{a="x"} 0\n# EOF\n',
      at: 'sample-repeated 3:1',
    },
    {
      number: 44,
      what: 'a bound that is infinite by overflow',
      page: '# TYPE a histogram\na_bucket{le="1e999"} 1\n# EOF\n',
      at: 'le 2:1',
    },
    {
      number: 44,
      what: 'a bound twice',
      page: '# TYPE a histogram\na_bucket{le="1"} 1\na_bucket{le="1.0"} 1\n# EOF\n',
      at: 'bucket-order 3:1',
    },
    {
      number: 44,
      what: 'a second point without +Inf',
      page: '# TYPE a histogram\na_bucket{le="+Inf"} 1 1\na_bucket{le="1"} 1 2\n# EOF\n',
      at: 'bucket-missing 3:1',
    },
    {
      number: 45,
      what: 'a negative bucket',
      page: '# TYPE a histogram\na_bucket{le="+Inf"} -1\n# EOF\n',
      at: 'count-value 2:1',
    },
    {
      number: 47,
      what: 'a sum of NaN',
      page: '# TYPE a histogram\na_bucket{le="+Inf"} 1\na_count 1\na_sum NaN\n# EOF\n',
      at: 'sum-value 4:1',
    },
    {
      number: 50,
      what: 'a sum of a summary that is NaN',
      page: '# TYPE a summary\na_sum NaN\n# EOF\n',
      at: 'summary-value 2:1',
    },
    {
      number: 50,
      what: 'a count of a summary that is no integer',
      page: '# TYPE a summary\na_count 1.5\n# EOF\n',
      at: 'count-value 2:1',
    },
    {
      number: 51,
      what: 'an exemplar of a sum',
      page: '# TYPE a histogram\na_bucket{le="+Inf"} 1\na_count 1\na_sum 1 # {} 1\n# EOF\n',
      at: 'exemplar-unallowed 4:1',
    },
    {
      number: 54,
      what: 'two exemplars',
      page: '# TYPE a counter\na_total 1 # {} 1 # {} 1\n# EOF\n',
      at: 'timestamp 2:18',
    },
  ])('rule $number: $what is refused', ({ page, at }) => {
    expect(verdict(parseOpenMetrics, page)).toBe(at);
  });

  it.each([
    ['{"a.b"} 1', 'a.b', []],
    ['{"a.b",c="d"} 1', 'a.b', [['c', 'd']]],
    ['a{"c.d"="e"} 1', 'a', [['c.d', 'e']]],
    [
      '{"☃ \\"\\n",c="d","e f"="g"} 1',
      '☃ "\n',
      [
        ['c', 'd'],
        ['e f', 'g'],
      ],
    ],
  ])('rule 73: %s is a sample with a quoted name', (line, name, labels) => {
    const [family] = parseOpenMetrics(`${line}\n# EOF\n`);
    expect(family).toMatchObject({
      name,
      samples: [{ name, labels: new Map(labels as [string, string][]) }],
    });
  });

  it('rule 73: a quoted name in metadata is that of the samples', () => {
    const page = '# TYPE "a.b" counter\n# HELP "a.b" x\n{"a.b_total"} 1\n# EOF\n';
    expect(parseOpenMetrics(page)).toMatchObject([
      { name: 'a.b', type: 'counter', help: 'x', samples: [{ name: 'a.b_total' }] },
    ]);
  });

  it.each([
    { page: '{} 1\n# EOF\n', at: 'metric-name 1:2' },
    { page: '{""} 1\n# EOF\n', at: 'metric-name 1:2' },
    { page: '{"a"="b"} 1\n# EOF\n', at: 'label-separator 1:5' },
    { page: '{"a",} 1\n# EOF\n', at: 'label-name 1:6' },
    { page: 'a{"b.c"} 1\n# EOF\n', at: 'label-value 1:3' },
    { page: 'a{""="b"} 1\n# EOF\n', at: 'label-name 1:3' },
  ])('rule 73: $page is refused', ({ page, at }) => {
    expect(verdict(parseOpenMetrics, page)).toBe(at);
  });
});
