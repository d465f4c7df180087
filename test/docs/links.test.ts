import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documents, root } from './documents.js';

const links = documents
  .flatMap(({ path, text }) =>
    Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => ({ path, target })),
  )
  .filter(({ target }) => !/^https?:/.test(target));

test.each(links)('$path: the link to $target leads somewhere', ({ path, target }) => {
  const [file = '', anchor] = target.split('#');
  const found = file === '' ? join(root, path) : join(root, dirname(path), file);
  expect(existsSync(found)).toBe(true);
  if (anchor !== undefined) expect(anchorsOf(readFileSync(found, 'utf8'))).toContain(anchor);
});

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): readonly string[] {
  return Array.from(markdown.matchAll(/^#+ (.*)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
