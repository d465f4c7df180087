// npm run test:node24 [-- jest arguments]: type check and tests on Node 24 with OpenTelemetry 3.x, in a copy of the
// checkout under the temporary folder. What is installed there is kept for as long as no manifest changes.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const nodePackage = `node-${process.platform}-${process.arch}`; // what the npm package `node` would fetch
const versions = {
  [nodePackage]: '24.21.0',
  '@opentelemetry/api': '1.10.0',
  '@opentelemetry/exporter-prometheus': '0.301.0',
  '@opentelemetry/instrumentation-http': '0.301.0',
  '@opentelemetry/resources': '3.1.0',
  '@opentelemetry/sdk-metrics': '3.1.0',
};

const root = join(import.meta.dirname, '..');
const hash = (...texts) => createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 16);
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const copy = join(tmpdir(), `meterkit-node24-${hash(root)}`);
const stateFile = join(copy, 'node_modules/.node24.json');

const env = {
  ...process.env,
  PATH: [join(copy, 'node_modules', nodePackage, 'bin'), process.env.PATH].join(delimiter),
};

copyAndInstall();
assertVersions();
run('npm', ['run', '--silent', 'typecheck']);
run('npx', ['jest', ...process.argv.slice(2)]);

/** Brings the copy's files up to date, and its node_modules when a manifest has changed. */
function copyAndInstall() {
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = listed.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
  const manifests = files.filter((file) => /(^|\/)package(-lock)?\.json$/.test(file));
  const key = hash(JSON.stringify(versions), ...manifests.map((file) => read(join(root, file))));
  const before = JSON.parse(read(stateFile) || '{"files":[]}');
  const isCurrent = before.key === key;

  if (!isCurrent) rmSync(copy, { recursive: true, force: true });
  const isRewritten = (file) => ['package.json', 'package-lock.json'].includes(file); // by the install
  const sources = isCurrent ? files.filter((file) => !isRewritten(file)) : files;
  for (const file of before.files) rmSync(join(copy, file), { force: true });
  for (const file of sources) cpSync(join(root, file), join(copy, file));
  if (!isCurrent) {
    const wanted = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
    run('npm', [
      'install',
      '--loglevel=error',
      '--save-dev',
      '--save-exact',
      '--include=dev',
      ...wanted,
    ]);
  }
  writeFileSync(
    stateFile,
    JSON.stringify({ key, files: files.filter((file) => !isRewritten(file)) }),
  );
}

/** A lane that quietly ran on what is installed anyway would prove nothing. */
function assertVersions() {
  const node = execFileSync('node', ['--version'], { env, encoding: 'utf8' }).trim();
  // From the sdk's place, and by file: the 3.x packages do not export their package.json.
  const entry = createRequire(join(copy, 'packages/sdk/package.json')).resolve(
    '@opentelemetry/sdk-metrics',
  );
  const name = '@opentelemetry/sdk-metrics';
  const folder = entry.slice(0, entry.lastIndexOf(name) + name.length);
  const { version } = JSON.parse(read(join(folder, 'package.json')));
  console.log(`Node ${node}, ${name} ${version}, in ${copy}`);
  if (!node.startsWith('v24.') || !version.startsWith('3.')) {
    throw new Error(`test:node24: expected Node 24 and ${name} 3.x, got ${node} and ${version}`);
  }
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: copy, env, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
