// npm run docs: writes what is generated from sources. With --check it writes nothing and fails when a committed file
// is not what it would write.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { metricsMarkdown } from './metrics-markdown.mjs';
import { systemPages } from './system-markdown.mjs';

const root = join(import.meta.dirname, '..');

try {
  // What is imported below is what has been built. --filter: the examples are not needed.
  const command = ['turbo', 'run', 'build', '--filter=./packages/*'];
  execFileSync('npx', command, { cwd: root, stdio: 'pipe' });
} catch (error) {
  console.error(`docs: the build failed\n${error.stdout}${error.stderr}`);
  process.exit(1);
}

const configuration = join(root, 'packages/sdk/build/configuration');
const { configurationMarkdown } = await import(join(configuration, 'configuration-markdown.js'));
const { initOptionsSource } = await import(join(configuration, 'init-options-source.js'));

const { systemMixin, systems } = await import(join(root, 'packages/mixin/build/index.js'));
/** `docs/mixins/rules/guestkit-worker.yaml` and its like, by path. */
const mixins = Object.keys(systems).flatMap((name) =>
  Array.from(systemMixin(name).files(), ([file, content]) => [`docs/mixins/${file}`, content]),
);

const generated = {
  'docs/configuration.md': configurationMarkdown(),
  'docs/metrics.md': await metricsMarkdown(root),
  'packages/sdk/src/configuration/init-options.ts': initOptionsSource(),
  ...Object.fromEntries(mixins),
  ...(await systemPages(root)),
};

const isCheck = process.argv.includes('--check');
for (const [file, content] of Object.entries(generated)) {
  if (read(file) === content) continue;
  if (isCheck) {
    console.error(
      `${file}: expected what is generated from the sources, got something else; run \`npm run docs\``,
    );
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
    console.log(`${file}: written`);
  }
}

function read(file) {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}
