import { assemblePage } from '../../src/assemble/assemble-page.js';
import type { PageFormat } from '../../src/negotiate/page-format.js';
import { pageText } from '../../src/write/page-text.js';
import { type FamilyOf, familyOf } from '../family-of.js';

const formats = ['openmetrics', 'text'] as const;

function written(format: PageFormat, ...families: readonly FamilyOf[]): string {
  return pageText(assemblePage(families.map(familyOf)), { format });
}

/** The lines of samples. */
function samples(format: PageFormat, family: FamilyOf): readonly string[] {
  return written(format, family)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

const requests: FamilyOf = {
  name: 'http.requests',
  type: 'counter',
  description: 'Requests\nby "code" \\o/.',
  labels: ['code', 'method'],
  rows: [
    { labels: { code: '200', method: 'GET' }, values: [3] },
    { labels: { code: '500' }, values: [0.5] },
    { values: [0] },
  ],
};

const latency: FamilyOf = {
  name: 'http.latency',
  type: 'histogram',
  unit: 's',
  description: 'Time.',
  bounds: [0.1, 1],
  rows: [{ labels: { code: '200' }, values: [1, 2, 3, 12.5] }, { values: [0, 0, 0, 0] }],
};

describe('pageText', () => {
  test('writes a page of OpenMetrics', () => {
    const queue = { name: 'queue.size', unit: 'By', rows: [{ values: [-1.5] }] };
    const build = {
      name: 'build',
      type: 'info' as const,
      rows: [{ labels: { version: '1.2' }, values: [9] }],
    };
    expect(written('openmetrics', requests, latency, queue, build)).toBe(
      `# TYPE build info
build_info{version="1.2"} 1
# TYPE http_latency_seconds histogram
# UNIT http_latency_seconds seconds
# HELP http_latency_seconds Time.
http_latency_seconds_bucket{code="200",le="0.1"} 1
http_latency_seconds_bucket{code="200",le="1.0"} 3
http_latency_seconds_bucket{code="200",le="+Inf"} 6
http_latency_seconds_sum{code="200"} 12.5
http_latency_seconds_count{code="200"} 6
http_latency_seconds_bucket{le="0.1"} 0
http_latency_seconds_bucket{le="1.0"} 0
http_latency_seconds_bucket{le="+Inf"} 0
http_latency_seconds_sum 0
http_latency_seconds_count 0
# TYPE http_requests counter
# HELP http_requests Requests\\nby \\"code\\" \\\\o/.
http_requests_total{code="200",method="GET"} 3
http_requests_total{code="500"} 0.5
http_requests_total 0
# TYPE queue_size_bytes gauge
# UNIT queue_size_bytes bytes
queue_size_bytes -1.5
# EOF
`,
    );
  });

  test('writes a page of text 0.0.4', () => {
    const queue = { name: 'queue.size', unit: 'By', rows: [{ values: [-1.5] }] };
    const build = {
      name: 'build',
      type: 'info' as const,
      rows: [{ labels: { version: '1.2' }, values: [9] }],
    };
    expect(written('text', requests, latency, queue, build)).toBe(
      `# TYPE build_info gauge
build_info{version="1.2"} 1
# HELP http_latency_seconds Time.
# TYPE http_latency_seconds histogram
http_latency_seconds_bucket{code="200",le="0.1"} 1
http_latency_seconds_bucket{code="200",le="1.0"} 3
http_latency_seconds_bucket{code="200",le="+Inf"} 6
http_latency_seconds_sum{code="200"} 12.5
http_latency_seconds_count{code="200"} 6
http_latency_seconds_bucket{le="0.1"} 0
http_latency_seconds_bucket{le="1.0"} 0
http_latency_seconds_bucket{le="+Inf"} 0
http_latency_seconds_sum 0
http_latency_seconds_count 0
# HELP http_requests_total Requests\\nby "code" \\\\o/.
# TYPE http_requests_total counter
http_requests_total{code="200",method="GET"} 3
http_requests_total{code="500"} 0.5
http_requests_total 0
# TYPE queue_size_bytes gauge
queue_size_bytes -1.5
`,
    );
  });

  test('rule 15: a page of OpenMetrics ends with EOF', () => {
    expect(written('openmetrics', latency)).toMatch(/count 0\n# EOF\n$/);
  });

  test('rule 57: the last line of a page of text ends with a line feed', () => {
    expect(written('text', latency)).toMatch(/count 0\n$/);
  });

  test('rule 15: an empty page of OpenMetrics is its end', () => {
    expect(written('openmetrics')).toBe('# EOF\n');
  });

  test('an empty page of text is empty', () => {
    expect(written('text')).toBe('');
  });

  test('a family without rows shows its metadata', () => {
    const family: FamilyOf = {
      name: 'jobs',
      type: 'counter',
      unit: 's',
      description: 'Jobs.',
      rows: [],
    };
    expect(written('openmetrics', family)).toBe(
      '# TYPE jobs_seconds counter\n# UNIT jobs_seconds seconds\n# HELP jobs_seconds Jobs.\n# EOF\n',
    );
    expect(written('text', family)).toBe(
      '# HELP jobs_seconds_total Jobs.\n# TYPE jobs_seconds_total counter\n',
    );
  });

  test('rule 22: metadata comes once and first, in the order of its format', () => {
    const keywords = (format: PageFormat) =>
      written(format, { ...latency, rows: [] }).match(/(?<=# )[A-Z]+/g);
    expect(keywords('openmetrics')).toEqual(['TYPE', 'UNIT', 'HELP', 'EOF']);
    expect(keywords('text')).toEqual(['HELP', 'TYPE']);
  });

  test.each([
    ['counter', 'counter', 'x_total counter'],
    ['gauge', 'gauge', 'x gauge'],
    ['histogram', 'histogram', 'x histogram'],
    ['info', 'info', 'x_info gauge'],
  ] as const)('rule 23: a %s has its type', (type, openMetrics, text) => {
    const family: FamilyOf = { name: 'x', type, bounds: [], rows: [] };
    expect(written('openmetrics', family)).toBe(`# TYPE x ${openMetrics}\n# EOF\n`);
    expect(written('text', family)).toBe(`# TYPE ${text}\n`);
  });

  test('rule 24: a unit is given, and is the end of the name', () => {
    expect(written('openmetrics', { name: 'x', unit: 'By', rows: [] })).toBe(
      '# TYPE x_bytes gauge\n# UNIT x_bytes bytes\n# EOF\n',
    );
  });

  test('rule 26: in a description quotes are escaped in OpenMetrics only', () => {
    const family: FamilyOf = { name: 'g', description: 'a "b" \\n\nc', rows: [] };
    expect(written('openmetrics', family)).toContain('# HELP g a \\"b\\" \\\\n\\nc\n');
    expect(written('text', family)).toContain('# HELP g a "b" \\\\n\\nc\n');
  });

  test('an exact name has no unit', () => {
    const family: FamilyOf = {
      name: 'Busy_total',
      type: 'counter',
      unit: 's',
      exactName: true,
    };
    expect(written('openmetrics', family)).toBe('# TYPE Busy counter\nBusy_total 1\n# EOF\n');
  });

  test('rule 24: a name that is only its unit has no UNIT line, for nothing stands before it', () => {
    expect(written('openmetrics', { name: 'seconds', unit: 's' })).toBe(
      '# TYPE seconds gauge\nseconds 1\n# EOF\n',
    );
  });

  test('rule 43: text has neither info nor unit, nor _created, nor exemplars', () => {
    const family: FamilyOf = {
      ...latency,
      rows: [{ values: [1, 0, 0, 0] }],
      exemplar: () => ({ labels: [], value: 0, timestampSeconds: 0 }),
    };
    const text = pageText(assemblePage([familyOf(family)]), { format: 'text', created: true });
    expect(text).not.toMatch(/UNIT|_created|# \{/);
  });
});

describe.each(formats)('pageText in %s', (format) => {
  test('rule 16: there are no lines but metadata and samples, and no blank ones', () => {
    for (const line of written(format, requests, latency).replace(/\n$/, '').split('\n')) {
      expect(line).toMatch(/^(?:# (?:TYPE|UNIT|HELP) |# EOF$|[a-z])/);
    }
  });

  test('rule 17: a label set has no trailing comma, and none has no braces', () => {
    const rows = [{ labels: { a: '1', b: '2' } }, { labels: { b: '2' } }, {}];
    expect(samples(format, { name: 'g', rows })).toEqual(['g{a="1",b="2"} 1', 'g{b="2"} 1', 'g 1']);
  });

  test('rule 37: the sample of a counter ends in _total', () => {
    expect(samples(format, { name: 'jobs', type: 'counter' })).toEqual(['jobs_total 1']);
    expect(samples(format, { name: 'jobs.total', type: 'counter' })).toEqual(['jobs_total 1']);
  });

  test('rule 40: the sample of a gauge has the name of the family', () => {
    expect(samples(format, { name: 'jobs' })).toEqual(['jobs 1']);
  });

  test('rule 44: buckets are in order, the last that of +Inf', () => {
    const rows = [{ values: [0, 1, 0, 2, 5] }];
    const family: FamilyOf = { name: 'h', type: 'histogram', bounds: [-0, 2.5, 1e6], rows };
    expect(samples(format, family).map((line) => line.match(/le="(.*)"/)?.[1] ?? '')).toEqual([
      ...['0.0', '2.5', '1e+06', '+Inf'],
      ...['', ''],
    ]);
  });

  test('rule 60: buckets are cumulative, and that of +Inf is the count', () => {
    const rows = [{ values: [3, 0, 4, 2, 5] }];
    const family: FamilyOf = { name: 'h', type: 'histogram', bounds: [1, 2, 3], rows };
    expect(samples(format, family).map((line) => line.split(' ')[1])).toEqual([
      '3',
      '3',
      '7',
      '9',
      '5',
      '9',
    ]);
  });

  test('rule 44: a histogram without bounds has the bucket of +Inf', () => {
    const family: FamilyOf = {
      name: 'h',
      type: 'histogram',
      bounds: [],
      rows: [{ values: [2, 7] }],
    };
    expect(samples(format, family)).toEqual(['h_bucket{le="+Inf"} 2', 'h_sum 7', 'h_count 2']);
  });

  test('rule 34: gauges show NaN and infinities', () => {
    const rows = [NaN, Infinity, -Infinity].map((value, i) => ({
      labels: { i: String(i) },
      values: [value],
    }));
    expect(samples(format, { name: 'g', rows })).toEqual([
      'g{i="0"} NaN',
      'g{i="1"} +Inf',
      'g{i="2"} -Inf',
    ]);
  });

  test('rule 41: an info is 1 whatever its cell', () => {
    const rows = [{ labels: { a: 'b' }, values: [NaN] }];
    expect(samples(format, { name: 'build', type: 'info', rows })).toEqual(['build_info{a="b"} 1']);
  });

  test('hidden rows are not on the page', () => {
    const rows = [
      { labels: { i: '0' } },
      { labels: { i: '1' }, hidden: true },
      { labels: { i: '2' } },
    ];
    expect(samples(format, { name: 'g', rows })).toEqual(['g{i="0"} 1', 'g{i="2"} 1']);
  });

  test('rule 35: no sample has a timestamp', () => {
    for (const line of [...samples(format, requests), ...samples(format, latency)]) {
      expect(line).toMatch(/^[a-z_]+(?:\{[^}]*\})? [\d.]+$/);
    }
  });

  test('rule 14: a line end of Windows in a description is a line feed', () => {
    const text = written(format, { name: 'g', description: 'one\r\ntwo\rthree\r' });
    expect(text).toContain('# HELP g one\\ntwo\\nthree\\n\n');
    expect(text).not.toContain('\r');
  });

  test('rule 13: a lone surrogate in a description is U+FFFD', () => {
    expect(written(format, { name: 'g', description: 'a\udfff' })).toContain('# HELP g a\ufffd\n');
  });

  test.each([
    ['a quote', '"', '\\"'],
    ['a backslash', '\\', '\\\\'],
    ['a line feed', '\n', '\\n'],
    ['all at the end', 'x\\"\n', 'x\\\\\\"\\n'],
    ['a carriage return', 'a\r', 'a\r'],
    ['NUL', '\0', '\0'],
    ['DEL before four bytes', '\u007f😱\u007f😱', '\u007f😱\u007f😱'],
    ['an emoji', '👩‍🚒', '👩‍🚒'],
    ['a lone surrogate', '\ud800', '\ufffd'],
    ['braces and commas', '{a="b",}', '{a=\\"b\\",}'],
  ])('rule 28: a label value with %s', (_, value, text) => {
    expect(
      samples(format, { name: 'g', rows: [{ labels: { a: value, b: 'c' } }] }).join('\n'),
    ).toBe(`g{a="${text}",b="c"} 1`);
  });

  test('rule 28: a label value of a megabyte', () => {
    const value = 'é"'.repeat(300_000);
    const rows = [{ labels: { a: value, b: 'c' } }, { labels: { b: 'd' } }];
    expect(samples(format, { name: 'g', rows })).toEqual([
      `g{a="${'é\\"'.repeat(300_000)}",b="c"} 1`,
      'g{b="d"} 1',
    ]);
  });

  test('rule 26: a description of a megabyte', () => {
    const description = 'Help. '.repeat(200_000);
    expect(written(format, { name: 'g', description })).toContain(`# HELP g ${description}\n`);
  });
});

describe.each(formats)('an unusable value in %s', (format) => {
  test.each([NaN, -1, -Infinity])('rule 38: a counter of %d is left out', (value) => {
    const rows = [{ labels: { i: '0' }, values: [value] }, { labels: { i: '1' } }];
    expect(samples(format, { name: 'c', type: 'counter', rows })).toEqual(['c_total{i="1"} 1']);
  });

  test.each([
    [NaN, 1, 1],
    [1, -1, 1],
    [1, 0.5, 1],
    [1, 1, Infinity],
  ])('rule 45: a histogram with the buckets %d, %d, %d is left out', (...buckets) => {
    const rows = [{ labels: { i: '0' }, values: [...buckets, 1] }, { values: [1, 1, 1, 1] }];
    const lines = samples(format, { name: 'h', type: 'histogram', bounds: [1, 2], rows });
    expect(lines.length).toBe(5);
    expect(lines.join()).not.toContain('i="0"');
  });

  const bucketLines = ['h_bucket{le="1.0"} 1', 'h_bucket{le="+Inf"} 3'];
  // OpenMetrics has a count if and only if it has a sum.
  const withoutSum = format === 'openmetrics' ? bucketLines : [...bucketLines, 'h_count 3'];

  test.each([NaN, -0.5, -Infinity])('rule 46: a histogram does without a sum of %d', (sum) => {
    const rows = [{ values: [1, 2, sum] }];
    expect(samples(format, { name: 'h', type: 'histogram', bounds: [1], rows })).toEqual(
      withoutSum,
    );
  });

  test('rule 47: a histogram that may observe what is negative has no sum', () => {
    const rows = [{ values: [1, 2, 5] }];
    const family: FamilyOf = { name: 'h', type: 'histogram', bounds: [1], rows, withoutSum: true };
    expect(samples(format, family)).toEqual(withoutSum);
  });

  test('rule 47: a histogram with a negative bound has no sum', () => {
    const rows = [{ values: [1, 2, 5] }];
    const lines = samples(format, { name: 'h', type: 'histogram', bounds: [-1], rows });
    expect(lines.join()).not.toContain('_sum');
  });
});

describe('_created', () => {
  const created = (family: FamilyOf) =>
    pageText(assemblePage([familyOf(family)]), { format: 'openmetrics', created: true })
      .split('\n')
      .filter((line) => line.includes('_created'));

  test('rule 39: is the time in seconds at which a counter was created or reset', () => {
    const rows = [{ labels: { i: '0' }, created: 1 }, { created: 15 }];
    expect(created({ name: 'c', type: 'counter', startMs: 1_520_430_000_000, rows })).toEqual([
      'c_created{i="0"} 1520430000.1',
      'c_created 1520430001.5',
    ]);
  });

  test('rule 39: histograms have it too, behind their count', () => {
    const rows = [{ labels: { i: '0' }, values: [1, 1, 1], created: 0 }];
    const family: FamilyOf = { name: 'h', type: 'histogram', bounds: [1], rows };
    expect(created(family)).toEqual(['h_created{i="0"} 1700000000']);
    const page = pageText(assemblePage([familyOf(family)]), {
      format: 'openmetrics',
      created: true,
    });
    expect(page).toContain('h_count{i="0"} 2\nh_created{i="0"} 1700000000\n');
  });

  test('is not written where nobody knows it', () => {
    expect(created({ name: 'c', type: 'counter', startMs: Number.NaN })).toEqual([]);
  });

  test.each(['gauge', 'info'] as const)('a %s has none', (type) => {
    expect(created({ name: 'g', type })).toEqual([]);
  });
});
