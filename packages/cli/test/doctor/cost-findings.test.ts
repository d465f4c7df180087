import { costFindings } from '../../src/doctor/cost-findings.js';

const fine = {
  version: 1,
  target: 'http://shop/metrics',
  page: {
    ...{ contentType: '', contentEncoding: '', escaping: '', vary: '' },
    ...{ bytes: 1000, sentBytes: 1000, slowestMs: 100 },
  },
  families: [{ family: 'a', type: 'gauge', series: 5, bytes: 50, isRead: undefined }],
  labels: [],
  trend: { seconds: 15, before: 100, after: 119, grown: [] },
} as const;

const label = {
  label: 'path',
  values: 1001,
  series: 1001,
  bytes: 1,
  mostIn: 'a',
  mostValues: 1001,
};

it.each([
  ['a small page', {}, []],
  ['a page that is slow', { page: { ...fine.page, slowestMs: 3001 } }, ['advice timeout']],
  ['a page that is too slow', { page: { ...fine.page, slowestMs: 10_001 } }, ['problem timeout']],
  ['a large page', { page: { ...fine.page, bytes: 2e7 } }, ['advice size']],
  ['many series', { trend: { ...fine.trend, before: 50_001, after: 50_001 } }, ['advice series']],
  ['a label of many values', { labels: [label] }, ['advice cardinality']],
  ['many bounds', { labels: [{ ...label, label: 'le' }] }, []],
  ['growth', { trend: { ...fine.trend, after: 120 } }, ['advice growth']],
  ['little growth of a large page', { trend: { ...fine.trend, before: 1000, after: 1050 } }, []],
  [
    'a family that nobody reads',
    { families: [{ ...fine.families[0], isRead: false }] },
    ['advice unread'],
  ],
])('%s: %j', (_name, change, expected) => {
  const findings = costFindings({ ...fine, ...change });
  expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(expected);
});

it('names the unread families with most series', () => {
  const families = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((family, i) => ({
    ...{ ...fine.families[0], family, isRead: false },
    series: i + 1,
  }));
  expect(costFindings({ ...fine, families }).map(({ message }) => message)).toEqual([
    'read by no dashboard or rule: 7 families with 28 series: g, f, e, d, c and 2 more, which --json has',
  ]);
});
