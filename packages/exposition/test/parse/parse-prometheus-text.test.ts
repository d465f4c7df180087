import { parsePrometheusText } from '../../src/parse/parse-prometheus-text.js';
import { verdict } from './verdict.js';

const NONE = { timestampSeconds: undefined, exemplar: undefined };

describe('parsePrometheusText', () => {
  it('reads families by the names of the format', () => {
    const page = [
      '# HELP paint_total Paint "used"\\\\\\nby colour.',
      '# TYPE paint_total counter',
      'paint_total{colour="gr\\"e\\ne\\\\n"} 1.5 1500',
      '',
      '# TYPE walls untyped',
      'walls 4',
      '',
    ].join('\n');
    const labels = new Map([['colour', 'gr"e\ne\\n']]);
    expect(parsePrometheusText(page)).toEqual([
      {
        name: 'paint_total',
        type: 'counter',
        unit: '',
        help: 'Paint "used"\\\nby colour.',
        samples: [{ name: 'paint_total', labels, value: 1.5, timestampSeconds: 1.5 }],
      },
      {
        name: 'walls',
        type: 'unknown',
        unit: '',
        help: '',
        samples: [{ name: 'walls', labels: new Map(), value: 4, ...NONE }],
      },
    ]);
  });

  it.each([
    { what: 'an empty page', page: '' },
    { what: 'blanks and tabs between tokens', page: ' \ta\t{ b = "1" , c="2" , } \t1  -5 \n' },
    { what: 'no blank after a label set', page: 'a{b="1"}1\n' },
    { what: 'comments and blank lines', page: '# A comment.\n#\n\n \t\n#no blank\n# EOF\na 1\n' },
    { what: 'TYPE and HELP between blanks', page: ' #\tTYPE  a  gauge \n#HELP a\n# HELP b\n' },
    { what: 'an empty label set', page: 'a{} 1\n' },
    { what: 'a counter without _total', page: '# TYPE a counter\na 1\n' },
    { what: 'a negative counter', page: '# TYPE a_total counter\na_total -1\n' },
    { what: 'a quoted name, as in text 1.0.0', page: '# TYPE "a.b" gauge\n{"a.b", c="d",} 1\n' },
    { what: 'the metrics of a family in any order', page: 'a{b="1"} 1\na{b="2"} 1\na{c="1"} 1\n' },
  ])('rule 57: $what is accepted', ({ page }) => {
    expect(verdict(parsePrometheusText, page)).toBe('accepted');
  });

  it.each([
    { number: 26, what: 'an escaped quote in HELP', page: '# HELP a \\"x\\"\n', at: 'escape 1:10' },
    { number: 28, what: 'an escape that is none', page: 'a{b="\\z"} 1\n', at: 'escape 1:6' },
    {
      number: 36,
      what: 'a timestamp in seconds',
      page: 'a 1 1.5\n',
      at: 'timestamp-milliseconds 1:5',
    },
    { number: 43, what: 'an info', page: '# TYPE a info\n', at: 'type 1:10' },
    { number: 43, what: 'an unknown', page: '# TYPE a unknown\n', at: 'type 1:10' },
    { number: 43, what: 'a TYPE without type', page: '# TYPE a\n', at: 'type 1:9' },
    {
      number: 55,
      what: 'an exemplar',
      page: '# TYPE a counter\na 1 # {} 1\n',
      at: 'timestamp-milliseconds 2:5',
    },
    { number: 57, what: 'a last line without line feed', page: 'a 1', at: 'line-feed 1:4' },
    { number: 57, what: 'a last comment without line feed', page: '# x', at: 'line-feed 1:4' },
    { number: 57, what: 'a carriage return', page: 'a 1\r\n', at: 'value 1:3' },
    { number: 57, what: 'a name that runs into its value', page: 'a-5\n', at: 'space 1:2' },
    {
      number: 58,
      what: 'a family in two groups',
      page: 'a{b="1"} 1\nc 1\na{b="2"} 1\n',
      at: 'family-interleaved 3:1',
    },
    {
      number: 58,
      what: 'HELP after the samples',
      page: 'a 1\n# HELP a x\n',
      at: 'metadata-late 2:1',
    },
    {
      number: 58,
      what: 'TYPE twice',
      page: '# TYPE a gauge\n# TYPE a gauge\n',
      at: 'metadata-repeated 2:1',
    },
    {
      number: 59,
      what: 'a series twice, even at two times',
      page: 'a{b="1",c="2"} 1 1\na{c="2",b="1"} 1 2\n',
      at: 'sample-repeated 2:1',
    },
    {
      number: 60,
      what: 'a histogram without +Inf',
      page: '# TYPE a histogram\na_bucket{le="1"} 1\na_count 1\n',
      at: 'bucket-missing 2:1',
    },
    {
      number: 60,
      what: 'a histogram without count',
      page: '# TYPE a histogram\na_bucket{le="+Inf"} 1\n',
      at: 'count-bucket 2:1',
    },
    {
      number: 60,
      what: 'another count than +Inf',
      page: '# TYPE a histogram\na_bucket{le="+Inf"} 1\na_count 2\n',
      at: 'count-bucket 3:1',
    },
    {
      number: 60,
      what: 'le that goes down',
      page: '# TYPE a histogram\na_bucket{le="2"} 1\na_bucket{le="1"} 1\n',
      at: 'bucket-order 3:1',
    },
    {
      number: 60,
      what: 'a histogram without suffix',
      page: '# TYPE a histogram\na 1\n',
      at: 'sample-name 2:1',
    },
  ])('rule $number: $what is refused', ({ page, at }) => {
    expect(verdict(parsePrometheusText, page)).toBe(at);
  });

  it('rule 60: the histograms of a family may be interleaved', () => {
    const page = [
      '# TYPE a histogram',
      'a_bucket{b="1",le="1"} 1',
      'a_bucket{b="2",le="1"} 5',
      'a_bucket{b="1",le="+Inf"} 2',
      'a_bucket{b="2",le="+Inf"} 6',
      'a_count{b="1"} 2',
      'a_count{b="2"} 6',
      '',
    ].join('\n');
    expect(verdict(parsePrometheusText, page)).toBe('accepted');
  });
});
