import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '../..');

export interface Document {
  /** Relative to the root. */
  readonly path: string;
  readonly text: string;
}

/** The documents whose programs, links and tables are tested. */
export const documents: readonly Document[] = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'packages/auto-instrumentation/README.md',
  'packages/exposition/README.md',
  'packages/instruments/README.md',
  'packages/meters/README.md',
  'packages/mixin/README.md',
  'packages/sdk/README.md',
  ...markdownIn('docs'),
  ...markdownIn('docs/adr'),
  ...markdownIn('docs/systems'),
].map(document);

export function document(path: string): Document {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

function markdownIn(folder: string): readonly string[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.md'));
  return names.map((name) => `${folder}/${name}`);
}
