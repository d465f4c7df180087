import { existsSync } from 'node:fs';
import { appendFile, cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeManifest } from '../orchestrator/module.js';

const GOOD = ['1.0.0', '1.1.0'];
const BROKEN = '1.2.0-broken';
const CORRUPT = '1.2.0-corrupt';

/** Good versions are asked for more often than the two that must not survive. */
export const VERSIONS = [...GOOD, ...GOOD, ...GOOD, BROKEN, CORRUPT];

/** Publishes what each package was built to as a module, in all versions. Returns the names. */
export async function publishModules(packages: string, repository: string) {
  const built = (module: string) => join(packages, module, 'dist/cjs');
  const modules = (await readdir(packages)).filter((module) => existsSync(built(module)));
  for (const module of modules) {
    for (const version of new Set(VERSIONS))
      await publish(built(module), join(repository, module, version));
  }
  return modules;
}

async function publish(built: string, target: string): Promise<void> {
  const filter = (path: string) => !/\.(map|d\.ts)$/.test(path);
  await cp(built, target, { recursive: true, filter });
  const files = await readdir(target, { recursive: true });
  const entry = files.sort().find((file) => file.endsWith('.js'));
  if (entry === undefined) throw new Error(`${built}: expected a .js file; run npm run build`);
  // A bad build has the right sums and is found out when it is active. A bad copy has not: it never becomes active.
  if (target.endsWith(BROKEN)) await appendFile(join(target, entry), '\n}');
  await writeManifest(target, entry);
  if (target.endsWith(CORRUPT)) await appendFile(join(target, entry), '\n');
}
