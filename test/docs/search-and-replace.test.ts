import { execFileSync } from 'node:child_process';
import { document } from './documents.js';

const { text } = document('docs/migrating-from-prom-client.md');
const section = text.slice(text.indexOf('### Search and replace'), text.indexOf('## Every call'));
const script = /perl -pi -e '(.*?)'/s.exec(section)?.[1] ?? '';
const rows = [...section.matchAll(/^\| `(.*)` \| `(.*)` \|$/gm)].map(([, ...row]) => row);

test('search and replace makes of each line what the document says', () => {
  const lines = rows.map(([before]) => before).join('\n');
  const replaced = execFileSync('perl', ['-p', '-e', script], { input: lines, encoding: 'utf8' });
  expect(rows.length).toBeGreaterThan(5);
  expect(replaced.split('\n')).toEqual(rows.map(([, after]) => after));
});
