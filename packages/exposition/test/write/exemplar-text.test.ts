import { assemblePage } from '../../src/assemble/assemble-page.js';
import type { Exemplar } from '../../src/page-model.js';
import { pageText } from '../../src/write/page-text.js';
import { type FamilyOf, familyOf } from '../family-of.js';

const trace: Exemplar = {
  labels: [
    ['trace_id', 'abc'],
    ['span_id', 'def'],
  ],
  value: 0.5,
  timestampSeconds: 1_520_879_607.789,
};

function lines(family: FamilyOf, exemplar: (row: number, bucket: number) => Exemplar | undefined) {
  const page = assemblePage([familyOf({ ...family, exemplar })]);
  return pageText(page, { format: 'openmetrics' }).split('\n').slice(1, -2);
}

/** What stands behind the value of a counter. */
function behind(exemplar: Partial<Exemplar>): string {
  const [line = ''] = lines({ name: 'c', type: 'counter' }, () => ({ ...trace, ...exemplar }));
  return line.replace('c_total 1', '');
}

describe('an exemplar', () => {
  test('rule 51: stands on the total of a counter', () => {
    const rows = [{ labels: { i: '0' } }, { labels: { i: '1' } }];
    expect(
      lines({ name: 'c', type: 'counter', rows }, (row) => (row === 1 ? trace : undefined)),
    ).toEqual([
      'c_total{i="0"} 1',
      'c_total{i="1"} 1 # {trace_id="abc",span_id="def"} 0.5 1520879607.789',
    ]);
  });

  test('rule 51: stands on the buckets of a histogram, and nowhere else', () => {
    const rows = [{ labels: { i: '0' }, values: [1, 1, 1, 5] }];
    const family: FamilyOf = { name: 'h', type: 'histogram', bounds: [1, 2], rows };
    expect(lines(family, (_, bucket) => ({ ...trace, value: bucket + 0.5 }))).toEqual([
      'h_bucket{i="0",le="1.0"} 1 # {trace_id="abc",span_id="def"} 0.5 1520879607.789',
      'h_bucket{i="0",le="2.0"} 2 # {trace_id="abc",span_id="def"} 1.5 1520879607.789',
      'h_bucket{i="0",le="+Inf"} 3 # {trace_id="abc",span_id="def"} 2.5 1520879607.789',
      'h_sum{i="0"} 5',
      'h_count{i="0"} 3',
    ]);
  });

  test.each(['gauge', 'info'] as const)('rule 51: a %s has none', (type) => {
    expect(lines({ name: 'g', type }, () => trace).join()).not.toContain('trace');
  });

  test('rule 55: text has none', () => {
    const page = assemblePage([familyOf({ name: 'c', type: 'counter', exemplar: () => trace })]);
    expect(pageText(page, { format: 'text' })).toBe('# TYPE c_total counter\nc_total 1\n');
  });

  test.each([
    [1, [0, 1, 2]],
    [1.5, [1]],
    [2, [1]],
    [0, [0]],
    [1e9, [2]],
    [NaN, []],
  ])('rule 53: of %d stands in its bucket or is dropped', (value, buckets) => {
    const rows = [{ values: [1, 1, 1, 5] }];
    const family: FamilyOf = { name: 'h', type: 'histogram', bounds: [1, 2], rows };
    const withExemplar = lines(family, () => ({ ...trace, value })).flatMap((line, bucket) =>
      line.includes('trace_id') ? [bucket] : [],
    );
    expect(withExemplar).toEqual(value === 1 ? [0] : buckets);
  });

  test('rule 54: keeps its braces without labels', () => {
    expect(behind({ labels: [] })).toBe(' # {} 0.5 1520879607.789');
  });

  test('rule 54: does without a time that is none', () => {
    expect(behind({ timestampSeconds: NaN })).toBe(' # {trace_id="abc",span_id="def"} 0.5');
  });

  test.each([
    ['128 code points', 'x'.repeat(127), true],
    ['129 code points', 'x'.repeat(128), false],
    ['128 code points of four bytes', '😱'.repeat(127), true],
    ['129 code points of four bytes', '😱'.repeat(128), false],
    ['127 quotes', '"'.repeat(127), true],
  ])('rule 52: with %s is kept or dropped whole', (_, value, kept) => {
    const escaped = value.replaceAll('"', '\\"');
    expect(behind({ labels: [['a', value]] })).toBe(
      kept ? ` # {a="${escaped}"} 0.5 1520879607.789` : '',
    );
  });

  test('rule 56: of labels with one name the first is kept', () => {
    const labels = [
      ['trace_id', 'of the context'],
      ['trace.id', 'of an attribute'],
      ['user.name', 'a "b"\n'],
      ['empty', ''],
    ] as const;
    expect(behind({ labels })).toBe(
      ' # {trace_id="of the context",user_name="a \\"b\\"\\n"} 0.5 1520879607.789',
    );
  });
});
