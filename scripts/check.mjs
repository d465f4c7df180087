// npm run check: all that has to hold before a commit. Every step runs, so that one look shows all that is wrong.
// `--without-tests` leaves out the tests, for who has run them already.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const steps = [
  ['format and lint', 'biome check --error-on-warnings .', 'npx biome check --write .'],
  ['types', 'npm run --silent typecheck'],
  ['boundaries between packages', 'turbo boundaries'],
  ['build and packages as packed', 'turbo run package-lint --output-logs=errors-only'],
  ['unused files, exports and dependencies', 'knip'],
  ['generated documents', 'npm run --silent docs:check', 'npm run docs'],
  ['tests', 'jest'],
].filter(([name]) => {
  if (name === 'tests') return !process.argv.includes('--without-tests');
  if (name === 'generated documents') return existsSync(join(root, 'scripts/generate-docs.mjs'));
  return true;
});

const results = steps.map(([name, command, fix]) => {
  console.log(`\n=== ${name}: ${command}`);
  const { status } = spawnSync(command, { cwd: root, shell: true, stdio: 'inherit' });
  return { name, command, fix, passed: status === 0 };
});

console.log('');
for (const { name, command, fix, passed } of results) {
  const hint = fix === undefined ? command : `${command}; to repair: ${fix}`;
  console.log(passed ? `ok      ${name}` : `FAILED  ${name} (${hint})`);
}
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
