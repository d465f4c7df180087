import { execFileSync } from 'node:child_process';
import { document } from './documents.js';

const { text } = document('docs/migrating-from-prom-client.md');
const section = text.slice(text.indexOf('### Search and replace'), text.indexOf('## Every call'));
const script = /perl -0777 -pi -e '(.*?)'/s.exec(section)?.[1] ?? '';
const left = /grep -nE '(.*)'/.exec(section)?.[1] ?? '';
const rows = [...section.matchAll(/^\| `(.*)` \| `(.*)` \|$/gm)].map(([, ...row]) => row);

test('search and replace makes of each line what the document says', () => {
  const lines = rows.map(([before]) => before).join('\n');
  expect(rows.length).toBeGreaterThan(5);
  expect(replaced(lines).split('\n')).toEqual(rows.map(([, after]) => after));
});

test('search and replace takes calls of several lines', () => {
  expect(
    replaced(`orders.inc(
  { channel },
  items.reduce((sum, { pieces }) => sum + pieces, 0),
);
orders
  .labels({ channel })
  .inc();
checkout.observe(
  seconds,
);
`),
  ).toBe(`orders.add(items.reduce((sum, { pieces }) => sum + pieces, 0), { channel });
orders
  .add(1, { channel });
checkout.record(seconds);
`);
});

test('what search and replace leaves alone is found by the grep of the document', () => {
  const unchanged = rows.filter(([before, after]) => before === after).map(([before]) => before);
  const lines = rows.map(([, after]) => after).join('\n');
  const found = execFileSync('grep', ['-E', left], { input: lines, encoding: 'utf8' });
  expect(unchanged.length).toBeGreaterThan(0);
  expect(found.trim().split('\n')).toEqual(unchanged);
});

function replaced(input: string): string {
  return execFileSync('perl', ['-0777', '-p', '-e', script], { input, encoding: 'utf8' });
}
