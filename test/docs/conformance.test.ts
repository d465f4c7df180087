import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { document, root } from './documents.js';

const rows = Array.from(
  document('docs/conformance.md').text.matchAll(/^\| (R?\d+) \|.*\((\S+)\) \|$/gm),
  ([, rule = '', link = '']) => ({ rule, file: join('docs', link) }),
);

test.each(rows)('$rule is named by a test in $file', ({ rule, file }) => {
  expect(rulesIn(join(root, file))).toContain(rule);
});

test('docs/conformance.md has every rule that a test names', () => {
  const files = ['packages', 'examples', 'test'].flatMap((folder) => testFiles(join(root, folder)));
  const named = new Set(files.flatMap(rulesIn));
  expect(rows.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...named]));
});

function testFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /node_modules|dist/.test(entry.name) ? [] : testFiles(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

/** Of titles that begin with the number of a rule (after the word), or of a target. */
function rulesIn(file: string): readonly string[] {
  const titles = readFileSync(file, 'utf8').matchAll(/['"`](?:rule (?=\d)|(?=R))(R?\d+): /g);
  return Array.from(titles, ([, rule = '']) => rule);
}
