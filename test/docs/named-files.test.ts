import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { document, documents, root } from './documents.js';

const files = filesUnder('');

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
  expect(files.filter((file) => file.endsWith(`/${name}`))).not.toEqual([]);
});

/** Sources only: what is installed or built is not meant. */
function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !['node_modules', 'dist', 'build'].includes(name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(path) : [path];
    });
}
