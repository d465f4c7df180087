import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '../..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');
let consumer: string;

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

beforeAll(async () => {
  consumer = await mkdtemp(join(tmpdir(), 'meterkit-consumer-'));
  await cp(join(__dirname, 'consumers'), consumer, { recursive: true });
  await cp(join(consumer, 'types.mts'), join(consumer, 'types.cts'));
  for (const name of await readdir(join(root, 'packages'))) await install(name);
  await link('@types/node', root);
}, 120_000);

afterAll(() => rm(consumer, { recursive: true, force: true }));

test.each([
  ['a CommonJS program', 'require.cjs'],
  ['an ES module program', 'import.mjs'],
  ['a program with an ESM and a CommonJS copy of the code, which share one store', 'both.mjs'],
])(
  '%s runs on the packed packages',
  async (_name, file) => {
    await run(process.execPath, [file], { cwd: consumer, timeout: 30_000 });
  },
  40_000,
);

test('TypeScript accepts the packed types as ESM and as CommonJS', async () => {
  const { stdout } = await run(process.execPath, [tsc, '-p', '.'], { cwd: consumer }).catch(
    (failed: { stdout: string }) => failed,
  );
  expect(stdout).toBe('');
}, 60_000);

test('npx meterkit runs from the packed packages', async () => {
  const bin = join(consumer, 'node_modules/.bin/meterkit');
  const program = join(consumer, 'node_modules/@meterkit/cli/bin/meterkit.js');
  await mkdir(dirname(bin), { recursive: true });
  await symlink(program, bin);
  const meterkit = (...args: readonly string[]) =>
    run('npx', ['--no-install', 'meterkit', ...args], { cwd: consumer, timeout: 30_000 });
  expect((await meterkit('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const { stdout } = await meterkit('catalog', '--meters', 'meters.mjs');
  expect(stdout).toMatch(/^orders_placed +counter +Orders placed\.$/m);
  await meterkit('rules', '--system', 'metastore');
  expect(existsSync(join(consumer, 'rules/metastore.yaml'))).toBe(true);
}, 60_000);

/**
 * Puts the tarball of a package into the consumer's node_modules, and beside it links to what its manifest asks for and
 * to nothing else: a dependency that is used and not declared is not found. Needs no registry.
 */
async function install(name: string): Promise<void> {
  const source = join(root, 'packages', name);
  const packed = await run('npm', ['pack', '--json', '--pack-destination', consumer], {
    cwd: source,
  });
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }]; // documented output of npm pack
  const target = join(consumer, 'node_modules/@meterkit', name);
  await mkdir(target, { recursive: true });
  await run('tar', ['-xzf', join(consumer, filename), '-C', target, '--strip-components=1']);
  const manifest = JSON.parse(await readFile(join(target, 'package.json'), 'utf8')) as Manifest; // ours
  for (const needed of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    if (!needed.startsWith('@meterkit/')) await link(needed, source);
  }
}

/** Links to the copy that `from` uses: its own, or the one at the root. */
async function link(name: string, from: string): Promise<void> {
  const target = [from, root].map((folder) => join(folder, 'node_modules', name)).find(existsSync);
  const path = join(consumer, 'node_modules', name);
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true }); // two packages may ask for it
  await symlink(target ?? `missing: ${name}`, path, 'dir');
}
