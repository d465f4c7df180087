import { assemblePage } from '../../src/assemble/assemble-page.js';
import { parseOpenMetrics } from '../../src/parse/parse-openmetrics.js';
import { pageText } from '../../src/write/page-text.js';
import { createPageWriter } from '../../src/write/page-writer.js';
import { type FamilyOf, familyOf } from '../family-of.js';

const formats = ['openmetrics', 'text'] as const;

const latency: FamilyOf = {
  name: 'latency',
  type: 'summary',
  exactName: true,
  bounds: [0.5, 1],
  rows: [
    { labels: { code: '200' }, values: [0.25, 3, 7, 12.5] },
    { values: [Number.NaN, Number.NaN, 0, 0] },
  ],
};

describe.each(formats)('a summary in %s', (format) => {
  const written = (...families: readonly FamilyOf[]) =>
    pageText(assemblePage(families.map(familyOf)), { format });

  test('has its quantiles, its sum and its count', () => {
    const end = format === 'openmetrics' ? '# EOF\n' : '';
    expect(written(latency)).toBe(`# TYPE latency summary
latency{code="200",quantile="0.5"} 0.25
latency{code="200",quantile="1.0"} 3
latency_sum{code="200"} 12.5
latency_count{code="200"} 7
latency{quantile="0.5"} NaN
latency{quantile="1.0"} NaN
latency_sum 0
latency_count 0
${end}`);
  });

  test('can be without quantiles', () => {
    const family = { ...latency, bounds: [], rows: [{ values: [2, 1] }] };
    expect(written(family)).toContain('latency summary\nlatency_sum 1\nlatency_count 2\n');
  });

  test('of a label quantile writes another name', () => {
    const rows = [{ labels: { quantile: 'a' }, values: [1, 2, 3, 4] }];
    expect(written({ ...latency, rows })).toContain(
      'latency{exported_quantile="a",quantile="0.5"} 1\n',
    );
  });

  test('keeps its name from families that would have those of its samples', () => {
    const { problems } = assemblePage([
      familyOf(latency),
      familyOf({ name: 'latency_count', type: 'gauge' }),
    ]);
    expect(problems).toMatchObject([{ family: 'latency_count', problem: 'name_clash' }]);
  });

  test('is left out and counted when its count is none', () => {
    const page = assemblePage([familyOf({ ...latency, rows: [{ values: [1, 1, 0.5, 1] }] })]);
    const writer = createPageWriter(page, { format });
    const block = Buffer.alloc(1000);
    expect(block.toString('latin1', 0, writer.fill(block))).not.toContain('latency_');
    expect(writer.problems).toMatchObject([{ family: 'latency', problem: 'unusable_value' }]);
  });

  test('rule 50: does without a quantile that is not from 0 to 1', () => {
    const family = { ...latency, bounds: [-0.1, 0, 1, 50], rows: [{ values: [1, 2, 3, 4, 5, 6] }] };
    expect(written(family)).toContain(`summary
latency{quantile="0.0"} 2
latency{quantile="1.0"} 3
latency_sum 6
latency_count 5
`);
  });

  test('with the labels of another has the sums of both, and no quantiles', () => {
    const a = familyOf({ ...latency, rows: [{ values: [1, 2, 3, 4] }] });
    const b = familyOf({ ...latency, rows: [{ values: [5, 6, 7, 8] }] });
    expect(pageText(assemblePage([a, b]), { format })).toContain(`latency{quantile="0.5"} NaN
latency{quantile="1.0"} NaN
latency_sum 12
latency_count 10
`);
  });
});

test('rule 50: negative values of a summary are in text, and left out of OpenMetrics', () => {
  const page = assemblePage([familyOf({ ...latency, rows: [{ values: [-1, 2, 3, -4] }] })]);
  expect(pageText(page, { format: 'text' })).toContain(`latency{quantile="0.5"} -1
latency{quantile="1.0"} 2
latency_sum -4
latency_count 3
`);
  const text = pageText(page, { format: 'openmetrics' });
  expect(text).toBe('# TYPE latency summary\nlatency{quantile="1.0"} 2\nlatency_count 3\n# EOF\n');
  expect(parseOpenMetrics(text)).toHaveLength(1);
});
