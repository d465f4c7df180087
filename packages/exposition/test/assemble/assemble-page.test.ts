import type { AssembleOptions } from '../../src/assemble/assemble-options.js';
import { assemblePage } from '../../src/assemble/assemble-page.js';
import { pageText } from '../../src/write/page-text.js';
import { type FamilyOf, familyOf } from '../family-of.js';

const other = { name: 'other', version: '2.0', schemaUrl: 'https://schema' };

function assembled(families: readonly FamilyOf[], options?: AssembleOptions) {
  return assemblePage(families.map(familyOf), options);
}

/** The page without its metadata and end. */
function samples(families: readonly FamilyOf[], options?: AssembleOptions): readonly string[] {
  const text = pageText(assembled(families, options), { format: 'openmetrics' });
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

function problems(families: readonly FamilyOf[], options?: AssembleOptions) {
  return assembled(families, options).problems.map(({ family, problem }) => [family, problem]);
}

describe('the order of a page', () => {
  test('is that of the names, whatever the order of the streams', () => {
    const names = ['b', 'a_c', 'a.b', 'B', 'a'];
    const { families } = assembled(names.map((name) => ({ name })));
    expect(families.map(({ name }) => name)).toEqual(['B', 'a', 'a_b', 'a_c', 'b']);
  });

  test('rule 70: begins with target', () => {
    const { families } = assembled([{ name: 'a' }, { name: 'target', type: 'info' }]);
    expect(families.map(({ name }) => name)).toEqual(['target', 'a']);
  });

  test('a gauge called target has no such place', () => {
    const { families } = assembled([{ name: 'target' }, { name: 'a' }]);
    expect(families.map(({ name }) => name)).toEqual(['a', 'target']);
  });

  test('of rows is that of the columns', () => {
    const rows = ['b', 'c', 'a'].map((i) => ({ labels: { i } }));
    expect(samples([{ name: 'g', rows }])).toEqual(['g{i="b"} 1', 'g{i="c"} 1', 'g{i="a"} 1']);
  });
});

describe('a stream that has its name for itself', () => {
  test('is on the page as it stands, without a copy', () => {
    const stream = familyOf({ name: 'a' });
    const [family] = assemblePage([stream]).families;
    expect(family?.columns).toBe(stream);
    expect(assemblePage([stream]).families[0]).toBe(family);
  });

  test('is named anew for other options', () => {
    const stream = familyOf({ name: 'a.b' });
    const options = { translation: 'utf-8', escaping: 'allow-utf-8' } as const;
    expect(assemblePage([stream]).families[0]?.name).toBe('a_b');
    expect(assemblePage([stream], options).families[0]?.name).toBe('a.b');
    expect(assemblePage([stream], { ...options, escaping: 'dots' }).families[0]?.name).toBe(
      'a_dot_b',
    );
  });
});

describe('names that cannot be on one page', () => {
  test.each<[string, FamilyOf, FamilyOf]>([
    [
      'a counter and the gauge of its _created',
      { name: 'x', type: 'counter' },
      { name: 'x_created' },
    ],
    ['a counter and the gauge of its _total', { name: 'x', type: 'counter' }, { name: 'x_total' }],
    [
      'x and x_total, both counters',
      { name: 'x', type: 'counter' },
      { name: 'x_total_total', type: 'counter' },
    ],
    [
      'a histogram and the gauge of its _count',
      { name: 'x', type: 'histogram', bounds: [], rows: [] },
      { name: 'x.count' },
    ],
    [
      'a histogram and the counter of its _bucket',
      { name: 'x', type: 'histogram', bounds: [], rows: [] },
      { name: 'x_bucket', type: 'counter' },
    ],
    ['an info and the gauge of its _info', { name: 'x', type: 'info' }, { name: 'x_info' }],
  ])('rule 21: %s: the later is dropped and reported', (_, first, second) => {
    for (const families of [
      [first, second],
      [second, first],
    ] as const) {
      const page = assembled(families);
      expect(page.families.map(({ columns }) => columns.name)).toEqual([families[0].name]);
      expect(page.problems).toEqual([
        {
          family: expect.any(String),
          problem: 'name_clash',
          detail: expect.stringMatching('left out'),
        },
      ]);
    }
  });

  test('rule 66: a conflict of types keeps the first and reports the other', () => {
    const page = assembled([
      { name: 'jobs', type: 'counter' },
      { name: 'jobs', type: 'gauge', scope: other },
      { name: 'jobs', type: 'counter', rows: [{ labels: { i: '1' } }] },
    ]);
    expect(page.problems).toEqual([
      {
        family: 'jobs',
        problem: 'type_conflict',
        detail:
          'gauge "jobs" of scope "other" is left out: counter "jobs" of scope "test" came first',
      },
    ]);
    expect(pageText(page, { format: 'openmetrics' })).toBe(
      '# TYPE jobs counter\njobs_total 1\njobs_total{i="1"} 1\n# EOF\n',
    );
  });

  test('a conflict of bounds keeps the first and reports the other', () => {
    const first: FamilyOf = { name: 'h', type: 'histogram', bounds: [1], rows: [] };
    expect(problems([first, { ...first, bounds: [1, 2] }])).toEqual([['h', 'bounds_conflict']]);
  });

  test('rule 70: a second target is reported', () => {
    const targets = ['a', 'b'].map((v): FamilyOf => {
      return { name: 'target', type: 'info', rows: [{ labels: { v } }] };
    });
    expect(problems(targets)).toEqual([['target', 'target_repeated']]);
    expect(samples(targets)).toEqual(['target_info{v="a"} 1']);
  });

  test.each(['', '...', '😱'])('rule 25: the name %j is reported, and others stay', (name) => {
    expect(problems([{ name }, { name: 'a' }])).toEqual([[name, 'unusable_name']]);
    expect(samples([{ name }, { name: 'a' }])).toEqual(['a 1']);
  });
});

describe('streams of one name', () => {
  const counter: FamilyOf = { name: 'jobs', type: 'counter' };

  test.each([
    [19, 'openmetrics'],
    [58, 'text'],
  ] as const)('rule %d: are one family in %s', (_, format) => {
    const page = assembled([
      { name: 'jobs.done', rows: [{ labels: { i: '0' } }] },
      { name: 'jobs_done', rows: [{ labels: { i: '1' } }] },
    ]);
    expect(pageText(page, { format })).toContain(
      '# TYPE jobs_done gauge\njobs_done{i="0"} 1\njobs_done{i="1"} 1\n',
    );
    expect(page.problems).toEqual([]);
  });

  test('rule 59: counters with equal labels are summed, and reported', () => {
    const rows = [
      { labels: { i: '0' }, values: [1] },
      { labels: { i: '1' }, values: [2] },
    ];
    const more = [
      { labels: { i: '1' }, values: [40] },
      { labels: { j: '2' }, values: [5] },
    ];
    const families = [
      { ...counter, rows },
      { ...counter, name: 'jobs_total', rows: more },
    ];
    expect(samples(families)).toEqual([
      'jobs_total{i="0"} 1',
      'jobs_total{i="1"} 42',
      'jobs_total{j="2"} 5',
    ]);
    expect(assembled(families).problems).toEqual([
      {
        family: 'jobs',
        problem: 'series_merged',
        detail:
          '1 series of counter "jobs" of scope "test" and counter "jobs_total" of scope "test" had the labels of another: summed',
      },
    ]);
  });

  test('that have the same rows are shown once, as the first says, and nothing is reported', () => {
    const rowsOf = {};
    const rows = [{ labels: { i: '0' }, values: [2] }];
    const [now, before] = [
      familyOf({ ...counter, name: 'jobs.done', description: 'Jobs.', rows, rowsOf }),
      familyOf({ ...counter, name: 'jobs_done', description: 'Once jobs.', rows, rowsOf }),
    ];
    const page = assemblePage([now, before]);
    expect(page.families.map(({ columns }) => columns)).toEqual([now]);
    expect(page.families[0]?.help).toBe('Jobs.');
    expect(page.problems).toEqual([]);
  });

  test('that have the same rows are added up with those of another, once', () => {
    const rowsOf = {};
    const streams = [1, 10, 100].map((value, i) => ({
      ...counter,
      rows: [{ values: [value] }],
      ...(i === 1 ? {} : { rowsOf }),
    }));
    expect(samples(streams)).toEqual(['jobs_total 11']);
  });

  test('rule 19: histograms of equal bounds are one family, and summed', () => {
    const rows = [{ labels: { i: '0' }, values: [1, 2, 3.5] }];
    const family: FamilyOf = { name: 'h', type: 'histogram', bounds: [1], rows };
    expect(samples([family, family])).toEqual([
      'h_bucket{i="0",le="1.0"} 2',
      'h_bucket{i="0",le="+Inf"} 6',
      'h_sum{i="0"} 7',
      'h_count{i="0"} 6',
    ]);
  });

  test('a histogram without a sum leaves none to the others', () => {
    const family: FamilyOf = {
      name: 'h',
      type: 'histogram',
      bounds: [1],
      rows: [{ values: [1, 2, 3] }],
    };
    expect(samples([family, { ...family, withoutSum: true }])).toEqual([
      'h_bucket{le="1.0"} 2',
      'h_bucket{le="+Inf"} 6',
    ]);
  });

  test('rule 59: of gauges with equal labels the last is kept, and reported', () => {
    const families = [1, 2, 3].map((value) => ({ name: 'g', rows: [{ values: [value] }] }));
    expect(samples(families)).toEqual(['g 3']);
    expect(problems(families)).toEqual([['g', 'series_merged']]);
  });

  test('hidden rows stay out', () => {
    const rows = [{ values: [1] }, { labels: { i: '1' }, hidden: true }];
    expect(
      samples([
        { ...counter, rows },
        { ...counter, rows },
      ]),
    ).toEqual(['jobs_total 2']);
  });

  test('rule 39: of summed series the first creation counts', () => {
    const families = [
      { ...counter, startMs: 1_600_000_000_000, rows: [{ created: 20 }] },
      { ...counter, startMs: 1_500_000_000_000, rows: [{ created: 15 }] },
    ];
    for (const order of [families, [...families].reverse()]) {
      const text = pageText(assembled(order), { format: 'openmetrics', created: true });
      expect(text).toContain('jobs_created 1500000001.5\n');
    }
  });

  test.each([0, Number.NaN])('a clock that says %d moves no creation of summed series', (now) => {
    const families = [
      { ...counter, startMs: 1_600_000_000_050, rows: [{ created: 20 }] },
      { ...counter, startMs: 1_500_000_000_050, rows: [{ created: 15 }] },
    ];
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
    try {
      const text = pageText(assembled(families), { format: 'openmetrics', created: true });
      expect(text).toContain('jobs_created 1500000001.55\n');
    } finally {
      clock.mockRestore();
    }
  });

  test('rule 54: of summed series the last exemplar there is stays', () => {
    const exemplar = { labels: [], value: 1, timestampSeconds: 5 };
    const families: FamilyOf[] = [
      { ...counter, exemplar: () => ({ ...exemplar, value: 0.5 }) },
      { ...counter, exemplar: () => exemplar },
      { ...counter, exemplar: () => undefined },
    ];
    expect(samples(families)).toEqual(['jobs_total 3 # {} 1 5']);
  });

  test('exemplars stay with their series', () => {
    const exemplar = (row: number) => ({ labels: [], value: row, timestampSeconds: 5 });
    const rows = [{ labels: { i: '0' } }, { labels: { i: '1' } }];
    const families = [{ ...counter }, { ...counter, rows, exemplar }];
    expect(samples(families)).toEqual([
      'jobs_total 1',
      'jobs_total{i="0"} 1 # {} 0 5',
      'jobs_total{i="1"} 1 # {} 1 5',
    ]);
  });

  test('rule 66: of different descriptions the first is written, the other reported', () => {
    const families = ['', 'First.', 'Second.', 'First.'].map((description, i) => {
      return { name: 'g', description, rows: [{ labels: { i: `${i}` } }] };
    });
    const page = assembled(families);
    expect(pageText(page, { format: 'openmetrics' })).toBe(
      '# TYPE g gauge\n# HELP g First.\ng{i="0"} 1\ng{i="1"} 1\ng{i="2"} 1\ng{i="3"} 1\n# EOF\n',
    );
    expect(page.problems).toEqual([
      { family: 'g', problem: 'help_conflict', detail: '"First." is written, "Second." is not' },
    ]);
  });

  test('rule 66: of different units the first is written, the other reported', () => {
    const page = assembled([
      { name: 'wind', unit: 'm/s', rows: [] },
      { name: 'wind.meters', unit: '1/s', rows: [] },
      { name: 'wind.meters.per.second', rows: [] },
    ]);
    expect(pageText(page, { format: 'openmetrics' })).toBe(
      `# TYPE wind_meters_per_second gauge
# UNIT wind_meters_per_second meters_per_second
# EOF
`,
    );
    expect(page.problems.map(({ problem }) => problem)).toEqual(['unit_conflict']);
  });
});

describe('labels', () => {
  test('rule 69: that get one name are joined, in the order of the keys as declared', () => {
    const labels = { 'http.method': 'GET', http_method: 'get', 'http-method': 'got', i: '1' };
    const families = [{ name: 'g', rows: [{ labels }] }];
    expect(samples(families)).toEqual(['g{http_method="got;GET;get",i="1"} 1']);
    expect(problems(families)).toEqual([['g', 'labels_joined']]);
  });

  test('rule 69: an absent one leaves no separator', () => {
    const rows = [{ labels: { 'a.b': '1' } }, { labels: { a_b: '2' } }, {}];
    expect(samples([{ name: 'g', rows }])).toEqual(['g{a_b="1"} 1', 'g{a_b="2"} 1', 'g 1']);
  });

  test('series that are equal when joined are summed', () => {
    const rows = [{ labels: { 'a.b': '1' } }, { labels: { a_b: '1' } }];
    expect(samples([{ name: 'c', type: 'counter', rows }])).toEqual(['c_total{a_b="1"} 2']);
  });

  test('rule 30: le of a user does not meet that of the buckets', () => {
    const rows = [{ labels: { le: '5', 'exported.le': '6' }, values: [1, 1, 1] }];
    expect(samples([{ name: 'h', type: 'histogram', bounds: [1], rows }])[0]).toBe(
      'h_bucket{exported_le="6;5",le="1.0"} 1',
    );
  });

  test('of a family with an exact name keep theirs when every scraper can read them', () => {
    const rows = [{ labels: { a__b_: '1', 'c..d': '2' } }];
    expect(samples([{ name: 'g', exactName: true, rows }])).toEqual(['g{a__b_="1",c_d="2"} 1']);
    expect(samples([{ name: 'g', rows }])).toEqual(['g{a_b_="1",c_d="2"} 1']);
  });

  test('rule 27: __name__ of a user is renamed', () => {
    const rows = [{ labels: { __name__: 'x' } }];
    expect(samples([{ name: 'g', rows }])).toEqual(['g{exported_name_="x"} 1']);
  });

  test('rule 68: of the scope are on every sample, when they are wanted', () => {
    const families = [{ name: 'g', scope: other, rows: [{ labels: { i: '1' } }, {}] }];
    const scope =
      'otel_scope_name="other",otel_scope_version="2.0",otel_scope_schema_url="https://schema"';
    expect(samples(families, { scopeLabels: true })).toEqual([
      `g{${scope},i="1"} 1`,
      `g{${scope}} 1`,
    ]);
    expect(samples(families)).toEqual(['g{i="1"} 1', 'g 1']);
  });

  test('rule 68: of the scope keep equal series of two scopes apart', () => {
    const families = [{ name: 'g' }, { name: 'g', scope: { name: 'other' } }];
    expect(samples(families, { scopeLabels: true })).toEqual([
      'g{otel_scope_name="test"} 1',
      'g{otel_scope_name="other"} 1',
    ]);
    expect(problems(families, { scopeLabels: true })).toEqual([]);
  });

  test('rule 69: of the scope are joined with those of the series', () => {
    const rows = [{ labels: { 'otel.scope.name': 'mine' } }];
    expect(samples([{ name: 'g', rows }], { scopeLabels: true })).toEqual([
      'g{otel_scope_name="mine;test"} 1',
    ]);
  });

  test('rule 32: of the page are on every sample when they are wanted, escaped and named as others', () => {
    const constantLabels = { 'cloud.zone': 'a"b', empty: '' };
    expect(samples([{ name: 'g', rows: [{ labels: { i: '1' } }] }], { constantLabels })).toEqual([
      'g{cloud_zone="a\\"b",i="1"} 1',
    ]);
  });

  test('of the page give way to those of the family', () => {
    const families = [{ name: 'g', rows: [{ labels: { zone: 'own' } }] }, { name: 'h' }];
    expect(samples(families, { constantLabels: { zone: 'z' } })).toEqual([
      'g{zone="own"} 1',
      'h{zone="z"} 1',
    ]);
  });

  test('rule 70: target has those of the resource only', () => {
    const families: FamilyOf[] = [{ name: 'target', type: 'info', rows: [{ labels: { a: 'b' } }] }];
    expect(samples(families, { scopeLabels: true, constantLabels: { zone: 'z' } })).toEqual([
      'target_info{a="b"} 1',
    ]);
  });
});

describe('UTF-8 names', () => {
  const families: readonly FamilyOf[] = [
    {
      name: 'http.wait',
      type: 'counter',
      unit: 's',
      description: 'Waiting.',
      rows: [{ labels: { 'http.method': 'GET', code: '200' }, values: [3] }, {}],
    },
    { name: 'h.é"', type: 'histogram', bounds: [1], rows: [{ values: [1, 0, 1] }] },
  ];
  const written = (options: AssembleOptions, format: 'openmetrics' | 'text') =>
    pageText(assembled(families, { translation: 'utf-8', ...options }), { format });

  test('rule 73: allow-utf-8 quotes them', () => {
    expect(written({ escaping: 'allow-utf-8' }, 'openmetrics')).toBe(
      `# TYPE "h.é\\"" histogram
{"h.é\\"_bucket",le="1.0"} 1
{"h.é\\"_bucket",le="+Inf"} 1
{"h.é\\"_sum"} 1
{"h.é\\"_count"} 1
# TYPE "http.wait_seconds" counter
# UNIT "http.wait_seconds" seconds
# HELP "http.wait_seconds" Waiting.
{"http.wait_seconds_total","http.method"="GET",code="200"} 3
{"http.wait_seconds_total"} 1
# EOF
`,
    );
    expect(written({ escaping: 'allow-utf-8' }, 'text')).toContain(
      `# HELP "http.wait_seconds_total" Waiting.
# TYPE "http.wait_seconds_total" counter
{"http.wait_seconds_total","http.method"="GET",code="200"} 3
`,
    );
  });

  test.each([
    ['underscores', 'http_wait_seconds_total{http_method="GET",code="200"} 3'],
    ['dots', 'http_dot_wait__seconds__total{http_dot_method="GET",code="200"} 3'],
    ['values', 'U__http_2e_wait__seconds__total{U__http_2e_method="GET",code="200"} 3'],
  ] as const)('rule 73: %s escapes the whole name of a sample', (escaping, line) => {
    expect(written({ escaping }, 'openmetrics')).toContain(`\n${line}\n`);
    expect(written({ escaping }, 'text')).toContain(`\n${line}\n`);
  });

  test('rule 73: classic names need no escaping', () => {
    for (const escaping of ['underscores', 'dots', 'values', 'allow-utf-8'] as const) {
      expect(samples([families[0] as FamilyOf], { escaping })[0]).toBe(
        'http_wait_seconds_total{http_method="GET",code="200"} 3',
      );
    }
  });

  test('rule 25: no escaped name is reserved, but an exact one may be', () => {
    const name = '😱.a';
    const options = { translation: 'utf-8', escaping: 'underscores' } as const;
    expect(samples([{ name }], options)).toEqual(['metric_a 1']);
    expect(samples([{ name, exactName: true }], options)).toEqual(['__a 1']);
  });

  test('rule 21: names that are equal when escaped are one family', () => {
    const pair = ['a.b', 'a-b'].map((name) => ({ name, rows: [{ labels: { name } }] }));
    expect(samples(pair, { translation: 'utf-8' })).toEqual([
      'a_b{name="a.b"} 1',
      'a_b{name="a-b"} 1',
    ]);
    expect(samples(pair, { translation: 'utf-8', escaping: 'allow-utf-8' })).toEqual([
      '{"a-b",name="a-b"} 1',
      '{"a.b",name="a.b"} 1',
    ]);
  });
});
