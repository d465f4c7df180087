import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { document, root } from './documents.js';

/** Documents with a row for each number that begins the title of a test. */
const lists = [
  {
    list: 'docs/conformance.md',
    row: /^\| (\d+) \|.*\((\S+)\) \|$/gm,
    title: /['"`]rule (\d+): /g,
  },
  { list: 'docs/reliability.md', row: /^\| (R\d+) \|.*\((\S+)\) \|$/gm, title: /['"`](R\d+): /g },
];

describe.each(lists)('$list', ({ list, row, title }) => {
  const rows = Array.from(document(list).text.matchAll(row), ([, rule = '', link = '']) => ({
    rule,
    file: join('docs', link),
  }));
  const rulesIn = (file: string): readonly string[] =>
    Array.from(readFileSync(file, 'utf8').matchAll(title), ([, rule = '']) => rule);

  test.each(rows)('rule $rule is named by a test in $file', ({ rule, file }) => {
    expect(rulesIn(join(root, file))).toContain(rule);
  });

  test('has every rule that a test names', () => {
    const files = ['packages', 'examples', 'test'].flatMap((folder) =>
      testFiles(join(root, folder)),
    );
    const named = new Set(files.flatMap(rulesIn));
    expect(rows.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...named]));
  });
});

function testFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /node_modules|dist/.test(entry.name) ? [] : testFiles(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}
