import { assemblePage, type PageFormat, pageText } from '@meterkit/exposition';
import type { PromReading } from '../../src/prom-client/prom-client-registry.js';
import { ReadingColumns, type ReadingOptions } from '../../src/prom-client/reading-columns.js';

function columnsOf(reading: Partial<PromReading>, options: Partial<ReadingOptions> = {}) {
  return new ReadingColumns().columns(
    { name: 'm', help: 'M.', type: 'gauge', ...reading },
    { defaultLabels: {}, openMetrics: false, ...options },
  );
}

function written(
  reading: Partial<PromReading>,
  { format = 'text', ...options }: Partial<ReadingOptions> & { readonly format?: PageFormat } = {},
): string {
  const page = assemblePage([columnsOf(reading, options)]);
  return pageText(page, { format, created: true });
}

test.each<[string, 'text' | 'openmetrics', PageFormat, string]>([
  ['jobs', 'text', 'text', '# HELP jobs M.\n# TYPE jobs counter\njobs 2\n'],
  ['jobs', 'text', 'openmetrics', '# TYPE jobs unknown\n# HELP jobs M.\njobs 2\n# EOF\n'],
  [
    'jobs',
    'openmetrics',
    'text',
    '# HELP jobs_total M.\n# TYPE jobs_total counter\njobs_total 2\n',
  ],
  [
    'jobs',
    'openmetrics',
    'openmetrics',
    '# TYPE jobs counter\n# HELP jobs M.\njobs_total 2\n# EOF\n',
  ],
  [
    'jobs_total',
    'text',
    'openmetrics',
    '# TYPE jobs counter\n# HELP jobs M.\njobs_total 2\n# EOF\n',
  ],
  [
    'jobs_total',
    'openmetrics',
    'text',
    '# HELP jobs_total M.\n# TYPE jobs_total counter\njobs_total 2\n',
  ],
])(
  'the counter %s of a registry that writes %s has in %s the name that it has there',
  (name, own, format, page) => {
    const reading = { name, type: 'counter', values: [{ value: 2 }] };
    expect(written(reading, { format, openMetrics: own === 'openmetrics' })).toBe(page);
  },
);

test('a histogram is one row, whatever the order of its samples', () => {
  const value = (metricName: string, amount: number, le?: unknown) => {
    return { metricName, value: amount, labels: le === undefined ? { a: 1 } : { a: 1, le } };
  };
  const values = [
    value('m_sum', 7.5),
    value('m_bucket', 5, '+Inf'),
    value('m_bucket', 3, 2),
    value('m_count', 5),
    value('m_bucket', 1, 0.5),
  ];
  expect(written({ type: 'histogram', values })).toBe(`# HELP m M.
# TYPE m histogram
m_bucket{a="1",le="0.5"} 1
m_bucket{a="1",le="2.0"} 3
m_bucket{a="1",le="+Inf"} 5
m_sum{a="1"} 7.5
m_count{a="1"} 5
`);
});

test('a bucket without end counts for nothing beside that of +Inf', () => {
  const bucket = (le: unknown) => ({ metricName: 'm_bucket', value: 2, labels: { le } });
  const values = [bucket(1), bucket(Infinity), bucket('+Inf')];
  expect(written({ type: 'histogram', values })).toContain('m_bucket{le="+Inf"} 2\n');
});

test('bounds are known without a series', () => {
  const { bounds } = columnsOf({ type: 'histogram', values: [] }, { declared: [2, 1, Infinity] });
  expect(bounds).toEqual([1, 2]);
});

test('labels become text as in the registry, and default labels give way', () => {
  const labels = { a: undefined, b: null, c: false, d: 0, e: '', f: 'own' };
  const page = written({ values: [{ value: 1, labels }] }, { defaultLabels: { f: 'x', g: 1 } });
  expect(page).toContain('\nm{a="undefined",b="null",c="false",d="0",f="own",g="1"} 1\n');
});

test.each([
  ['counter', 'm 3'],
  ['gauge', 'm 2'],
])('series of a %s that a page cannot tell apart are one', (type, line) => {
  const values = [{ value: 1, labels: { a: '' } }, { value: 2 }];
  expect(written({ type, values })).toContain(`\n${line}\n`);
});

test('an exemplar is the one that was there when it was collected', () => {
  const exemplar = { labelSet: { trace_id: 'a' }, value: 1, timestamp: 1.5 };
  const reading = { type: 'counter', values: [{ value: 2, exemplar }] };
  const columns = columnsOf(reading, { openMetrics: true });
  Object.assign(exemplar, { labelSet: { trace_id: 'b' }, value: 9 });
  expect(pageText(assemblePage([columns]), { format: 'openmetrics' })).toContain(
    'm_total 2 # {trace_id="a"} 1 1.5\n',
  );
});

test('a metric of a type that no page has is refused', () => {
  expect(() => columnsOf({ type: 'gaugehistogram' })).toThrow(
    'a page has no metric of the type gaugehistogram',
  );
});
