import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '../../../..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meterkit-decorators-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the compiler says of the program, and what the program prints. */
async function compiledAndRun(config: string): Promise<readonly string[]> {
  const project = join(__dirname, 'programs', `${config}.json`);
  const out = join(folder, config);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const compiled = await run(process.execPath, [tsc, '-p', project, '--outDir', out]).catch(
    (failed: { readonly stdout: string }) => failed,
  );
  const program = join(out, 'test/wrapping/programs/order-service.js');
  return [compiled.stdout, (await run(process.execPath, [program])).stdout];
}

test.each(['standard', 'legacy'])(
  'decorators are those of the %s kind, for the compiler and when they run',
  async (config) => {
    const [problems, printed = ''] = await compiledAndRun(config);
    expect(problems).toBe('');
    expect(JSON.parse(printed)).toEqual([
      { paid: true },
      'order b2 has -1 pieces',
      2,
      'place',
      2,
      {
        'time{outcome="paid"}': 1,
        'time{outcome="declined"}': 1,
        plain_time: 1,
        'sampled{outcome="paid"}': 0,
        'sampled{outcome="declined"}': 0,
        'placed{channel="web"}': 1,
        'placed{channel="app"}': 0,
        plain: 0,
        failed: 1,
        'failed{error_type="RangeError"}': 1,
        'active{channel="web"}': 0,
        'active{channel="app"}': 0,
      },
      'function',
    ]);
  },
  60_000,
);
