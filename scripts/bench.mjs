// npm run bench [-- NAME ...] [-- --json FILE]: builds the packages and runs the benchmarks whose file names contain a NAME,
// all of them unless said. Prints the table that docs/benchmarks.md explains; `--json` writes its rows to FILE.
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { environment } from './bench/environment.mjs';
import { inChild } from './bench/in-child.mjs';
import { tableHead, tableLine } from './bench/table.mjs';

const root = join(import.meta.dirname, '..');
const { values: options, positionals: names } = parseArgs({
  options: { json: { type: 'string' } },
  allowPositionals: true,
});

const files = readdirSync(join(root, 'packages'))
  .flatMap((name) => benchmarksIn(join(root, 'packages', name, 'bench')))
  .filter((file) => names.length === 0 || names.some((name) => file.includes(name)));
if (files.length === 0) throw new Error(`no benchmark is called ${names.join(' or ')}`);

// What is measured is what is published: the packages as built.
execFileSync(
  'npx',
  ['turbo', 'run', 'build', '--filter=./packages/*', '--output-logs=errors-only'],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);

const rows = [];
console.log(`${environment(root)}\n\n${tableHead()}`);
for (const file of files) {
  const child = await inChild({ file: pathToFileURL(file).href });
  for (const row of child.value) console.log(tableLine(row));
  rows.push(...child.value);
  await child.end();
}
if (options.json !== undefined)
  writeFileSync(
    options.json,
    `${JSON.stringify(
      rows.map(({ goal, ...row }) => row),
      null,
      2,
    )}\n`,
  );

function benchmarksIn(directory) {
  try {
    const files = readdirSync(directory).filter((file) => file.endsWith('.bench.mjs'));
    return files.map((file) => join(directory, file));
  } catch {
    return []; // a package without benchmarks
  }
}
