import fc from 'fast-check';
import { readLabels } from '../../src/history/read-labels.js';
import { readPage } from '../../src/history/read-page.js';

test('reads families with their metadata and samples', () => {
  const page = [
    '# TYPE request_seconds histogram',
    '# UNIT request_seconds seconds',
    '# HELP request_seconds How long\\nit took, \\\\ "all" in.',
    'request_seconds_bucket{route="/a}",le="0.5"} 3 # {trace_id="a b"} 0.4 1700000000.5',
    'request_seconds_bucket{route="/a}",le="+Inf"} 4',
    '# TYPE up gauge',
    'up NaN',
    'up{a="-"} -Inf',
    '# EOF',
    '',
  ].join('\n');
  expect(readPage(page)).toEqual({
    isWhole: true,
    families: [
      {
        name: 'request_seconds',
        type: 'histogram',
        unit: 'seconds',
        help: 'How long\nit took, \\ "all" in.',
        samples: [
          { name: 'request_seconds_bucket', labels: 'route="/a}",le="0.5"', value: 3 },
          { name: 'request_seconds_bucket', labels: 'route="/a}",le="+Inf"', value: 4 },
        ],
      },
      {
        name: 'up',
        type: 'gauge',
        unit: '',
        help: '',
        samples: [
          { name: 'up', labels: '', value: Number.NaN },
          { name: 'up', labels: 'a="-"', value: -Infinity },
        ],
      },
    ],
  });
});

test.each([
  ['has no last line', '# TYPE up gauge\nup 1\n'],
  ['ends within its last line', '# TYPE up gauge\nup 1\n# EOF'],
  ['is empty', ''],
])('a page that %s is not whole', (_, text) => {
  expect(readPage(text).isWhole).toBe(false);
});

test('reads any label value back from how a page writes it', () => {
  const written = (value: string): string =>
    value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (a, b) => {
      const values = [a, b].map((value) => value.replaceAll('\r', ''));
      const labels = `a="${written(values[0] ?? '')}",b="${written(values[1] ?? '')}"`;
      const [family] = readPage(`# TYPE up gauge\nup{${labels}} 7\n# EOF\n`).families;
      expect(family?.samples).toEqual([{ name: 'up', labels, value: 7 }]);
      expect(readLabels(labels)).toEqual([
        ['a', values[0]],
        ['b', values[1]],
      ]);
    }),
  );
});
