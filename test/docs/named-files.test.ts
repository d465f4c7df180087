import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { document, documents, root } from './documents.js';

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
}).split('\n');

const examples = readdirSync(join(root, 'examples')).map((name) =>
  document(`examples/${name}/README.md`),
);

/** `endpoint/endpoint.ts`: a file is named by as much of its path as tells which it is. */
const named = [...documents, ...examples].flatMap(({ path, text }) =>
  Array.from(text.matchAll(/`([\w.-]+\/[\w./-]+\.(?:ts|mjs|cjs))`/g), ([, name = '']) => ({
    path,
    name,
  })),
);

test.each(named)('$path: the file $name is there', ({ name }) => {
  expect(files.filter((file) => file === name || file.endsWith(`/${name}`))).not.toEqual([]);
});
