import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { documents, root } from './documents.js';
import { programsOf } from './programs.js';

const run = promisify(execFile);
const programs = documents.flatMap(programsOf);
let folder: string;
let compiled: { readonly stdout: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meterkit-docs-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const compilerOptions = { customConditions: [], types: ['node'], outDir: 'out', rootDir: '.' };
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['*.ts'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const { name, source } of programs) await writeFile(join(folder, `${name}.ts`), source);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  compiled = await run(process.execPath, [tsc, '-p', folder], { cwd: folder }).catch(
    (failed: { stdout: string }) => failed,
  );
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test('every program compiles', () => {
  expect(compiled.stdout).toBe('');
});

test.each(programs.filter(({ runs }) => runs))(
  '$name prints what the document says',
  async ({ name, prints }) => {
    const { stdout } = await run(process.execPath, [join(folder, 'out', `${name}.js`)], {
      cwd: folder,
      timeout: 20_000,
      env: { ...process.env, OTEL_EXPORTER_PROMETHEUS_PORT: '0' },
    });
    const lines = stdout.split('\n');
    let from = 0;
    const printed = prints.filter((line) => {
      const at = lines.indexOf(line, from);
      if (at >= 0) from = at + 1;
      return at >= 0;
    });
    expect(printed).toEqual(prints);
  },
  30_000,
);
