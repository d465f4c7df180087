import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { document, root } from './documents.js';

const sources = readdirSync(join(root, 'packages'))
  .flatMap((name) =>
    readdirSync(join(root, 'packages', name, 'src'), { recursive: true, encoding: 'utf8' }).map(
      (file) => join(root, 'packages', name, 'src', file),
    ),
  )
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** Names of error classes with their codes; undefined where the code is the system's. */
const inSource = Array.from(
  sources.matchAll(/^export class (\w+) extends \w*Error \{\n.*?^\}/gms),
  ([body, name]) => [name, /readonly code = '(\w+)'/.exec(body)?.[1]],
);

const inTable = Array.from(
  document('docs/errors.md').text.matchAll(/^\| `(\w+)` \| (?:`(METERKIT_\w+)`)?/gm),
  ([, name, code]) => [name, code],
);

test('docs/errors.md has every error class with its code, and no other', () => {
  expect(inTable.toSorted()).toEqual(inSource.toSorted());
});

test('a code belongs to one class', () => {
  const codes = inSource.flatMap(([, code]) => code ?? []);
  expect(new Set(codes).size).toBe(codes.length);
});
