import { readFileSync } from 'node:fs';

/** That of the package: two folders above this file, in src as in dist. */
export function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version; // ours
}
