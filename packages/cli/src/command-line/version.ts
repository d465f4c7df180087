import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** The version of this package, whose program is `dist/esm/main.js`. */
export function version(): string {
  const program = realpathSync(process.argv[1] ?? '');
  const manifest = readFileSync(join(program, '../../../package.json'), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version; // our own manifest
}
