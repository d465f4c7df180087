import { assemblePage } from '../../src/assemble/assemble-page.js';
import { pageText } from '../../src/write/page-text.js';
import { familyOf } from '../family-of.js';

const requests = {
  name: 'requests',
  type: 'plainCounter',
  exactName: true,
  description: 'Requests.',
  rows: [{ values: [3] }, { labels: { code: '500' }, values: [Number.NaN] }],
} as const;

test('a plain counter is a counter in text, and unknown in OpenMetrics, under one name', () => {
  const page = assemblePage([familyOf(requests)]);
  expect(pageText(page, { format: 'text' })).toBe(
    '# HELP requests Requests.\n# TYPE requests counter\nrequests 3\n',
  );
  expect(pageText(page, { format: 'openmetrics', created: true })).toBe(
    '# TYPE requests unknown\n# HELP requests Requests.\nrequests 3\n# EOF\n',
  );
});

test('a plain counter and a counter of one name do not meet', () => {
  const { families, problems } = assemblePage([
    familyOf({ name: 'requests', type: 'counter' }),
    familyOf(requests),
  ]);
  expect(families).toHaveLength(1);
  expect(problems).toEqual([
    {
      family: 'requests',
      problem: 'type_conflict',
      detail:
        'counter without _total "requests" of scope "test" is left out: counter "requests" of scope "test" came first',
    },
  ]);
});
